import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { inlineFunction, methodCall, type MethodCall } from '../../facts/shapes.ts';
import { knownLength } from '../../facts/values.ts';
import type { Rule } from '../../rule.ts';

/** Methods that go through a list once, with a function for each element. */
const PASSES = new Set(['filter', 'flatMap', 'map', 'reduce', 'some', 'every', 'find', 'forEach']);
/** Fewer passes than this are as good as one. */
const MANY = 3;
/** Lists that are written out and no longer than this are gone through in no time. */
const FEW = 10;

export const fuseArrayPasses: Rule = {
  id: 'fuse-array-passes',
  category: 'cpu',
  gate: 'heat',
  title: 'Several passes over a list on a hot line',
  costs: ['passes'],
  docs: {
    why: 'Each of `filter`, `map` and so on goes through all elements, and makes a list that the next one takes apart. One loop does the same work without lists in between.',
    before:
      'const total = orders\n  .filter((order) => order.isPaid)\n  .map((order) => order.price * order.count)\n  .reduce((sum, price) => sum + price, 0);',
    after: 'let total = 0;\nfor (const order of orders) if (order.isPaid) total += order.price * order.count;',
    silent: [
      'There are two passes only.',
      'One of them takes the list, or waits.',
      'The list is written out and short.',
      'It is not known to be a list: iterators, queries and streams have methods of the same names.',
    ],
    beware: 'Passes are easier to read: where the line is not hot, leave them.',
    peers: ['react-doctor/jsCombineIterations'],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        if (isPass(methodAround(call), file)) return;
        const passes: MethodCall[] = [];
        let at: ts.Expression = call;
        for (let method = methodCall(at); method && isPass(method, file); method = methodCall(at)) {
          passes.push(method);
          at = unwrapped(method.receiver);
        }
        if (passes.length < MANY || file.kinds.kindOf(at) !== 'array') return;
        const length = knownLength(at, file.names);
        if (length !== null && length <= FEW) return;
        const first = passes.at(-1)!;
        report({
          node: first.call,
          end: call,
          cost: 'passes',
          message: `The list is gone through ${passes.length} times, with another list made in between each time`,
        });
      },
    };
  },
};

/** The method that is called on a call's result. */
const methodAround = ({ parent }: ts.CallExpression): MethodCall | null =>
  ts.isPropertyAccessExpression(parent) ? methodCall(parent.parent) : null;

/** Whether a function that is written there looks at one element after the other, and at nothing else of the list. */
function isPass(method: MethodCall | null, { names }: FileFacts): boolean {
  if (!method || method.isOptional || !PASSES.has(method.name)) return false;
  const [given] = method.args;
  const isBoolean = given !== undefined && ts.isIdentifier(given) && given.text === 'Boolean' && names.isGlobal(given);
  if (isBoolean) return true;
  const fn = inlineFunction(given);
  return fn !== null && fn.parameters.length <= 2 && !fn.modifiers && !fn.asteriskToken;
}
