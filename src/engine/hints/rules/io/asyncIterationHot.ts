import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { functionNamed, isAsync } from '../../facts/functions.ts';
import { loopAround } from '../../facts/loops.ts';
import { originOf } from '../../facts/origins.ts';
import { functionAround, methodCall, nodesIn } from '../../facts/shapes.ts';
import { constantOf } from '../../facts/values.ts';
import { shortened } from '../../facts/words.ts';
import type { Rule } from '../../rule.ts';

export const asyncIterationHot: Rule = {
  id: 'async-iteration-hot',
  category: 'io',
  gate: 'heat',
  title: 'A promise for each line or element',
  costs: ['lines', 'items'],
  docs: {
    why: '`for await` makes promises for each element and goes on in a later turn, also for elements that are there already: the lines of a part of a file that was read, or of a page that was fetched. Events, and whole parts at a time, need that once for many.',
    before:
      'const lines = createInterface({ input: createReadStream(file) });\nfor await (const line of lines) if (isError(line)) count += 1;',
    after:
      "const lines = createInterface({ input: createReadStream(file) });\nlines.on('line', (line) => {\n  if (isError(line)) count += 1;\n});\nawait once(lines, 'close');",
    silent: [
      'The loop waits for something itself: then reading has to wait for it, too.',
      'The loop may end before all is read: with `break`, `return` or `throw`.',
      'What is gone through is not seen to be `readline`, or a generator of the file that gives what it has one by one.',
    ],
    beware:
      'What goes wrong while reading is an `error` event of the stream then, and what goes wrong in a listener ends the program. Memory has to hold a part of the elements instead of one.',
    peers: [],
  },
  check(file, report) {
    return {
      ForOfStatement(loop) {
        if (!loop.awaitModifier || !runsThrough(loop.statement)) return;
        const { expression } = loop;
        if (isLines(expression, file)) {
          report({
            node: expression,
            cost: 'lines',
            message: `\`for await\` over \`${shortened(file.textOf(expression))}\` makes promises for each line; \`line\` events give the same lines without`,
          });
          return;
        }
        if (givesOneByOne(expression, file))
          report({
            node: expression,
            cost: 'items',
            message: `\`${shortened(file.textOf(expression))}\` gives one by one what it has together, with promises for each; give the whole list at a time`,
          });
      },
    };
  },
};

/** Whether a turn only works with the element: it waits for nothing, and never is the last one by its own will. */
function runsThrough(statement: ts.Statement): boolean {
  for (const node of nodesIn(statement, ts.isFunctionLike)) {
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node)) return false;
    if (ts.isBreakStatement(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return false;
  }
  return true;
}

/** `createInterface(…)` of `readline`, and `readLines()` of a file that was opened. */
function isLines(expression: ts.Expression, { names }: FileFacts): boolean {
  const value = constantOf(expression, names);
  if (!value || !ts.isCallExpression(value)) return false;
  const origin = originOf(value.expression, names);
  if (origin) return /^readline(?:\/promises)?$/u.test(origin.module) && origin.name === 'createInterface';
  const method = methodCall(value);
  const file = method?.name === 'readLines' ? constantOf(method.receiver, names) : null;
  const opening = file && ts.isAwaitExpression(file) ? unwrapped(file.expression) : null;
  return opening !== null && ts.isCallExpression(opening) && originOf(opening.expression, names)?.name === 'open';
}

/** Whether an expression calls a generator of the file that gives each of a list by itself, and waits only between lists. */
function givesOneByOne(expression: ts.Expression, { names }: FileFacts): boolean {
  const call = constantOf(expression, names);
  if (!call || !ts.isCallExpression(call)) return false;
  const fn = functionNamed(call.expression, names);
  if (!fn?.asteriskToken || !isAsync(fn)) return false;
  const gives = [...nodesIn(fn.body)].filter(
    (node): node is ts.YieldExpression => ts.isYieldExpression(node) && functionAround(node) === fn,
  );
  return gives.length > 0 && gives.every(isOfList);
}

/** `for (const row of page.rows) yield row;`, without waiting for anything. */
function isOfList(node: ts.YieldExpression): boolean {
  if (node.asteriskToken || !node.expression) return false;
  const loop = loopAround(node);
  if (loop?.kind !== 'forOf' || (loop.node as ts.ForOfStatement).awaitModifier) return false;
  return ![...nodesIn(loop.body, ts.isFunctionLike)].some((each) => ts.isAwaitExpression(each));
}
