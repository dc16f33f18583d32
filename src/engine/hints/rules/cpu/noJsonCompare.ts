import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround } from '../../facts/loops.ts';
import { runsAgain } from '../../facts/repeated.ts';
import { methodCall } from '../../facts/shapes.ts';
import type { Rule } from '../../rule.ts';

const EQUAL = new Set(['!=', '!==', '==', '===']);

export const noJsonCompare: Rule = {
  id: 'no-json-compare',
  category: 'cpu',
  gate: 'loop',
  title: 'Values compared by their JSON',
  costs: ['list', 'early'],
  docs: {
    why: '`JSON.stringify` on both sides writes all of both values as text before the first sign is compared. A comparison of the parts that matter ends with the first that differ, and makes no texts.',
    before: 'const changed = rows.filter((row) => JSON.stringify(row.tags) !== JSON.stringify(old.get(row.id)));',
    after:
      'const isSame = (a, b) => a.length === b.length && a.every((tag, index) => tag === b[index]);\nconst changed = rows.filter((row) => !isSame(row.tags, old.get(row.id)));',
    silent: [
      'Only one side is made by `JSON.stringify`: the other one may have been stored.',
      'The loop goes through the keys of an object, which are few.',
      'It stands in no loop, and in no function that is called for each of many, such as by `filter`.',
    ],
    beware:
      'A deep comparison of another library may be slower than the texts: it is worth it where you know which parts may differ. JSON tells objects apart whose keys have another order, and takes `undefined` and `NaN` for `null` or for nothing.',
    peers: [],
  },
  check(file, report) {
    return {
      BinaryExpression(node) {
        if (!EQUAL.has(ts.tokenToString(node.operatorToken.kind) ?? '')) return;
        if (!isText(node.left, file) || !isText(node.right, file) || !runsAgain(node, file.names)) return;
        if (loopAround(node)?.kind === 'forIn') return;
        report({ node, cost: 'list', message: 'Both values are written as JSON in full, only to see whether they are the same' });
      },
    };
  },
};

/** `JSON.stringify(value)`. */
function isText(expression: ts.Expression, { names }: FileFacts): boolean {
  const method = methodCall(unwrapped(expression));
  if (method?.name !== 'stringify' || method.args.length !== 1 || !ts.isIdentifier(method.receiver)) return false;
  return method.receiver.text === 'JSON' && names.isGlobal(method.receiver);
}
