import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { mostLength } from '../../facts/lengths.ts';
import { isDense } from '../../facts/lists.ts';
import { expectsNothing } from '../../facts/nothing.ts';
import { testingOf } from '../../facts/predicates.ts';
import { isCalledOnOwner, methodCall, type MethodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import { isBare, losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** A list that is written out with so many elements gains nothing. */
const FEW = 4;

export const preferFind: Rule = {
  id: 'prefer-find',
  category: 'cpu',
  gate: 'always',
  title: 'Filtering for the first',
  costs: ['first'],
  docs: {
    why: '`filter` tests every element and makes a list of all that pass, even if only the first one is used. `find` stops there and makes no list.',
    before: 'const owner = users.filter((user) => user.id === post.authorId)[0];',
    after: 'const owner = users.find((user) => user.id === post.authorId);',
    silent: [
      'What `filter` is called on may be no list: jQuery and query builders have a method of that name.',
      'The test does more than to answer: it counts, logs or changes something.',
      'More of the result is used than its first element.',
    ],
    beware:
      '`find` also asks about the holes of a sparse list, and a test that fails for an element behind the first match fails no longer. For TypeScript the result of `find` may be `undefined`.',
    peers: ['unicorn/prefer-array-find', '@typescript-eslint/prefer-find', 'biome/useArrayFind'],
  },
  check(file, report) {
    const { source, names } = file;
    const found = (whole: ts.Expression, list: ts.Expression, isMethod: boolean): void => {
      const method = methodCall(unwrapped(list));
      const testing = method?.name === 'filter' ? testingOf(method, file) : null;
      if (!method || !testing || (mostLength(method.receiver, names) ?? FEW + 1) <= FEW) return;
      const kind =
        testing.isHarmless && isDense(method.receiver, file) && (isMethod || expectsNothing(whole, source)) ? 'safe' : 'suggestion';
      report({
        node: method.nameNode,
        end: whole,
        cost: 'first',
        message: '`filter` tests every element and makes a list, of which only the first one is used',
        fixes: fixOf(method, list, whole, kind, file),
      });
    };
    return {
      ElementAccessExpression(node) {
        if (constantNumber(node.argumentExpression, names) === 0 && !isTarget(node)) found(node, node.expression, false);
      },
      CallExpression(node) {
        const method = methodCall(node);
        const isFirst =
          (method?.name === 'shift' && method.args.length === 0) ||
          (method?.name === 'at' && method.args.length === 1 && constantNumber(method.args[0]!, names) === 0);
        if (method && isFirst) found(node, method.receiver, true);
      },
      VariableDeclaration({ name, type, initializer }) {
        if (!initializer || !ts.isArrayBindingPattern(name) || name.elements.length !== 1) return;
        const [only] = name.elements;
        const method = methodCall(unwrapped(initializer));
        const testing = method?.name === 'filter' ? testingOf(method, file) : null;
        if (!method || !testing || !only || !ts.isBindingElement(only) || only.dotDotDotToken) return;
        const canMend = !type && !only.initializer && method.call === initializer && !losesComment(name, [only.name], source);
        // Taking the list apart fails where `filter` gave none; `find` gives `undefined` then.
        const isOptional = ts.isOptionalChain(method.call);
        const { nameNode } = method;
        const fix: ProposedFix = {
          title: 'Use find',
          kind: 'suggestion',
          edits: [
            { start: name.getStart(source), end: name.end, text: file.textOf(only.name) },
            { start: nameNode.getStart(source), end: nameNode.end, text: 'find' },
          ],
        };
        report({
          node: nameNode,
          end: method.call,
          cost: 'first',
          message: '`filter` tests every element and makes a list, of which only the first one is used',
          fixes: canMend && !isOptional ? [fix] : [],
        });
      },
    };
  },
};

function fixOf(method: MethodCall, list: ts.Expression, whole: ts.Expression, kind: ProposedFix['kind'], file: FileFacts): ProposedFix[] {
  const { nameNode } = method;
  if (!isBare(list, method.call) || isCalledOnOwner(whole) || losesComment(whole, [list], file.source)) return [];
  return [
    {
      title: 'Use find',
      kind,
      edits: [
        { start: nameNode.getStart(file.source), end: nameNode.end, text: 'find' },
        { start: list.end, end: whole.end, text: '' },
      ],
    },
  ];
}
