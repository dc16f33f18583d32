import { ts } from '../../../syntax/index.ts';
import { isAssignment } from '../../facts/changes.ts';
import { fileFunctionOf } from '../../facts/fileCalls.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { hoister } from '../../facts/hoisting.ts';
import { isShortLoop } from '../../facts/lengths.ts';
import { loopsAround, type Loop } from '../../facts/loops.ts';
import { originOf } from '../../facts/origins.ts';
import { isConditionalIn, repeatedWithSame, variableOfFunction, waits, type Repeated } from '../../facts/repeated.ts';
import { contains, functionAround, lastName, methodCall, nodesIn } from '../../facts/shapes.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Words in names of calls that may put another text into a file, or wait until somebody did. */
const CHANGING = wordsOf(
  'append apply build bump bundle commit compile copy cp create delete emit exec execute fork generate install link make migrate mkdir move mv',
  'output patch poll prepare publish put remove rename restore rm run save sleep spawn touch unlink update upsert wait watch write',
);

/** Loops that go round no more often than this are not worth a word. */
const FEW_TURNS = 8;

export const noFileReread: Rule = {
  id: 'no-file-reread',
  category: 'caching',
  gate: 'loop',
  title: 'The same file read again',
  costs: ['sync', 'promise', 'cores'],
  docs: {
    why: 'The same file is read again in each turn of a loop: the system is asked to open, read and close it, and its text is decoded and parsed each time, although it says the same. `os.cpus()` asks the system about every core, too.',
    before:
      "for (const order of orders) {\n  const rates = JSON.parse(readFileSync('rates.json', 'utf8'));\n  total += order.sum * rates[order.currency];\n}",
    after:
      "const rates = JSON.parse(readFileSync('rates.json', 'utf8'));\nfor (const order of orders) total += order.sum * rates[order.currency];",
    silent: [
      'The path is another one in each turn, or the loop is over a few: written out, or what programs have only few of, such as options and locales.',
      'The loop calls something that may change the file, by its name, or waits for something else meanwhile.',
      'The loop has a condition instead of a list: it may look until the file has changed.',
      'It is read behind a condition, or what was read is kept for the next time.',
      'Of `os.cpus()` more is used than how many there are.',
    ],
    beware:
      'What is read once does not show what another program writes into the file meanwhile. A parsed object that a turn changes is the same one for all. Where there is no turn at all, the file is read nevertheless.',
    peers: [],
  },
  check(file, report) {
    const hoist = hoister(file);
    return {
      CallExpression(call) {
        const cost = costOf(call, file);
        if (!cost) return;
        const value = cost === 'promise' ? awaitedOf(call) : call;
        const repeated = value && repeatedWithSame(value, call.arguments, file);
        if (
          !value ||
          !repeated ||
          isShortLoop(repeated.loop, FEW_TURNS, file.names) ||
          !isEachTurn(value, repeated, file) ||
          mayChange(repeated.loop, value, cost)
        )
          return;
        const { part, when } = repeated;
        report({
          node: value,
          cost,
          message:
            cost === 'cores'
              ? `\`${file.textOf(call.expression)}\` asks the system about every core ${when}`
              : `The same file is read again ${when}`,
          fixes: once(value, part, hoist),
        });
      },
    };
  },
};

function costOf(call: ts.CallExpression, { names }: FileFacts): 'cores' | 'promise' | 'sync' | null {
  const name = lastName(call.expression);
  if (name === 'cpus') {
    const origin = originOf(call.expression, names);
    const isCount = ts.isPropertyAccessExpression(call.parent) && call.parent.name.text === 'length';
    return origin?.module === 'os' && isCount ? 'cores' : null;
  }
  if ((name !== 'readFile' && name !== 'readFileSync') || call.arguments.length === 0) return null;
  const of = fileFunctionOf(call.expression, names);
  return of === 'readFileSync' ? 'sync' : of === 'readFile' ? 'promise' : null;
}

const awaitedOf = ({ parent }: ts.Node): ts.AwaitExpression | null => (ts.isAwaitExpression(parent) ? parent : null);

/** Whether each turn reads it anew: no condition is before it, and nothing of it is kept. */
function isEachTurn(value: ts.Expression, { part, loop }: Repeated, file: FileFacts): boolean {
  if (contains(loop.node, value)) return !isConditionalIn(value, loop.node) && !isPutAway(value, loop.body, file);
  // In a function that the loop calls.
  if (isConditionalIn(value, part) || [...nodesIn(part)].some((node) => keeps(node, part, file))) return false;
  const calls = variableOfFunction(part, file.names)?.references.filter(({ identifier }) => contains(loop.node, identifier)) ?? [];
  return calls.length > 0 && calls.every(({ identifier }) => loopsAround(identifier).length > 0 && !isConditionalIn(identifier, loop.node));
}

/** Whether a value ends up in a variable from outside of a part of the code, which may look there the next time. */
function isPutAway(value: ts.Node, part: ts.Node, file: FileFacts): boolean {
  for (let at = value; at !== part && at.parent; at = at.parent)
    if (ts.isBinaryExpression(at) && ts.isIdentifier(at.left) && keeps(at, part, file)) return true;
  return false;
}

/** Whether a node is an assignment to what outlasts a part of the code. */
function keeps(node: ts.Node, part: ts.Node, { names }: FileFacts): boolean {
  if (!ts.isBinaryExpression(node) || !isAssignment(node.operatorToken.kind)) return false;
  return !names.variableAt(node.left)?.declarations.some((each) => contains(part, each));
}

/** Whether what a loop does may be what changes the file, or a wait for that. */
function mayChange(loop: Loop, value: ts.Expression, cost: string): boolean {
  if (loop.kind === 'while' || loop.kind === 'do') return true;
  if (loop.kind === 'for' && !(loop.node as ts.ForStatement).condition) return true;
  if (cost === 'cores') return false;
  if (waits(loop, ts.isAwaitExpression(value) ? value.expression : null)) return true;
  for (const node of nodesIn(loop.body)) if (ts.isCallExpression(node) && hasWord(lastName(node.expression), CHANGING)) return true;
  return false;
}

/** Read before the loop, with what is made of it where that is plain to see. */
function once(value: ts.Expression, part: ts.Node, hoist: ReturnType<typeof hoister>): ProposedFix[] {
  // A function that is not `async` cannot wait.
  if (ts.isFunctionLike(part) || (ts.isAwaitExpression(value) && functionAround(part) !== functionAround(value))) return [];
  let at: ts.Expression = value;
  if (ts.isPropertyAccessExpression(at.parent) && at.parent.name.text === 'length') at = at.parent;
  const parsed = methodCall(at.parent);
  const isParsed = parsed?.name === 'parse' && lastName(parsed.receiver) === 'JSON' && parsed.args[0] === at && parsed.args.length === 1;
  if (isParsed) at = parsed.call;
  const edits = hoist(at, part, { value: at.getText(), name: at === value ? 'content' : isParsed ? 'parsed' : 'cores' });
  return edits ? [{ title: 'Read it once, before the loop', kind: 'suggestion', edits }] : [];
}
