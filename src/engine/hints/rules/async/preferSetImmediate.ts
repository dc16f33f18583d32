import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { inlineFunction, nodesIn, onlyResult, parameterName } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

export const preferSetImmediate: Rule = {
  id: 'prefer-set-immediate',
  category: 'async',
  gate: 'always',
  title: 'Timer to let others have a turn',
  costs: ['turn'],
  docs: {
    why: 'A timer of 0 ms takes at least 1 ms in Node. `setImmediate` goes on after what has come in was dealt with, a few microseconds later.',
    before: 'for (const chunk of chunks) {\n  work(chunk);\n  await new Promise((resolve) => setTimeout(resolve, 0));\n}',
    after: 'for (const chunk of chunks) {\n  work(chunk);\n  await new Promise((resolve) => setImmediate(resolve));\n}',
    silent: [
      'Nothing in the file shows that it runs in Node: browsers have no `setImmediate`.',
      'A time is given that is not 0, or nobody waits for the timer.',
    ],
    beware: 'In a browser it is `scheduler.yield()`. Tests that replace timers replace `setImmediate` only if they are told to.',
    peers: [],
  },
  check(file, report) {
    if (!/\b(?:from|require\()\s*['"]node:/u.test(file.source.text)) return {};
    return {
      AwaitExpression({ expression }) {
        const timer = timerOf(unwrapped(expression), file);
        if (!timer) return;
        const { call, resolve, isUsed } = timer;
        report({
          node: call,
          cost: 'turn',
          message: 'A timer of 0 ms takes at least 1 ms, and `setImmediate` some microseconds',
          fixes: isUsed
            ? []
            : [
                {
                  title: 'Use setImmediate',
                  kind: 'suggestion',
                  edits: [{ start: call.getStart(file.source), end: call.end, text: `setImmediate(${resolve})` }],
                },
              ],
        });
      },
    };
  },
};

/** `new Promise((resolve) => setTimeout(resolve, 0))`: the timer, and whether more than its end is made of it. */
function timerOf(node: ts.Expression, { names }: FileFacts) {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'Promise') return null;
  const fn = inlineFunction(node.arguments?.[0]);
  const resolve = fn && parameterName(fn.parameters[0]);
  if (!fn || !resolve || !names.isGlobal(node.expression)) return null;
  const result = onlyResult(fn);
  const call = result ? unwrapped(result) : onlyCall(fn.body);
  if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.expression.text !== 'setTimeout') return null;
  if (!names.isGlobal(call.expression)) return null;
  const [done, delay, ...others] = call.arguments;
  const isShort = delay === undefined || constantNumber(delay, names) === 0;
  if (!done || !ts.isIdentifier(done) || names.variableOf(done) !== names.variableOf(resolve) || !isShort || others.length > 0) return null;
  const isUsed = [...nodesIn(fn.body)].some((each) => each !== done && ts.isIdentifier(each) && each.text === resolve.text);
  return { call, resolve: resolve.text, isUsed };
}

/** Of `{ setTimeout(resolve, 0); }`. */
function onlyCall(body: ts.ConciseBody): ts.Expression | null {
  if (!ts.isBlock(body) || body.statements.length !== 1) return null;
  const [only] = body.statements;
  return only && ts.isExpressionStatement(only) ? only.expression : null;
}
