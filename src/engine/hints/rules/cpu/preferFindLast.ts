import { ts, unwrapped } from '../../../syntax/index.ts';
import { isTarget } from '../../facts/changes.ts';
import { isNewList } from '../../facts/lists.ts';
import { testingOf } from '../../facts/predicates.ts';
import { inlineFunction, isCalledOnOwner, methodCall, type MethodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import { isBare, losesComment } from '../../facts/writing.ts';
import type { Edit, ProposedFix, Rule } from '../../rule.ts';

/** Properties of elements of a page whose values are no lists. */
const OF_PAGE = new Set([
  'attributes',
  'cells',
  'childNodes',
  'children',
  'classList',
  'elements',
  'files',
  'options',
  'rows',
  'styleSheets',
]);

export const preferFindLast: Rule = {
  id: 'prefer-find-last',
  category: 'cpu',
  gate: 'always',
  title: 'Filtering or reversing for the last',
  costs: ['filtered', 'reversed'],
  docs: {
    why: 'To get the last element that passes a test, `filter` tests every one and makes a list, and `reverse` copies and turns the whole list around. `findLast` begins at the end and stops at the first that passes.',
    before:
      'const latest = builds.filter((build) => build.passed).pop();\nconst newest = [...builds].reverse().find((build) => build.passed);',
    after: 'const latest = builds.findLast((build) => build.passed);\nconst newest = builds.findLast((build) => build.passed);',
    silent: [
      'What is filtered may be no list.',
      'The test does more than to answer, or asks for the index in the reversed list.',
      'The list is reversed in place: others may see that.',
    ],
    beware:
      '`findLast` is there since ES2023: Node 18, Chrome 97, Firefox 104, Safari 15.4. It tests from the end, and asks about the holes of a sparse list.',
    peers: ['unicorn/prefer-array-find', 'array-func/avoid-reverse'],
  },
  check(file, report) {
    const { source, names, kinds } = file;
    const fixed = (edits: Edit[]): ProposedFix[] => [{ title: 'Use findLast', kind: 'suggestion', edits }];
    const renamed = ({ nameNode }: MethodCall): Edit => ({ start: nameNode.getStart(source), end: nameNode.end, text: 'findLast' });

    /** `whole` takes the last one of what `list` is, a call of `filter`. */
    const filtered = (whole: ts.Expression, list: ts.Expression): void => {
      const method = methodCall(unwrapped(list));
      if (method?.name !== 'filter' || !testingOf(method, file)) return;
      const canMend = isBare(list, method.call) && !isCalledOnOwner(whole) && !losesComment(whole, [list], source);
      report({
        node: method.nameNode,
        end: whole,
        cost: 'filtered',
        message: '`filter` tests every element and makes a list, of which only the last one is used',
        fixes: canMend ? fixed([renamed(method), { start: list.end, end: whole.end, text: '' }]) : [],
      });
    };

    const reversed = (search: MethodCall): void => {
      const reverse = methodCall(unwrapped(search.receiver));
      if (!reverse || reverse.args.length > 0 || (reverse.name !== 'reverse' && reverse.name !== 'toReversed')) return;
      const fn = inlineFunction(search.args[0]);
      if ((fn && fn.parameters.length > 1) || search.isOptional || reverse.isOptional) return;
      const list = reverse.name === 'reverse' ? copied(reverse.receiver) : reverse.receiver;
      const kind = list && kinds.kindOf(list);
      if (!list || (kind !== 'array' && kind !== 'typedArray' && kind !== 'unknown') || !testingOf({ ...search, receiver: list }, file))
        return;
      const isTyped = !isBare(search.receiver, reverse.call) || !isBare(reverse.receiver, unwrapped(reverse.receiver));
      const canMend = !isTyped && !losesComment(search.call, [list, search.nameNode, ...search.args], source);
      const start = search.call.getStart(source);
      report({
        node: search.call,
        cost: 'reversed',
        message: 'The whole list is turned around for one element, which `findLast` finds from the end',
        fixes: canMend
          ? fixed([
              { start, end: list.getStart(source), text: '' },
              { start: list.end, end: search.nameNode.getStart(source), text: '.' },
              renamed(search),
            ])
          : [],
      });
    };

    /** What a list that is reversed in place is a copy of, or the list itself where nobody else has it. */
    const copied = (list: ts.Expression): ts.Expression | null => {
      const inner = unwrapped(list);
      if (ts.isArrayLiteralExpression(inner)) {
        const [only, ...others] = inner.elements;
        return only && others.length === 0 && ts.isSpreadElement(only) && mayBeList(only.expression) ? only.expression : null;
      }
      const copy = methodCall(inner);
      if (copy?.name === 'slice' && copy.args.length === 0 && !copy.isOptional) return copy.receiver;
      return isNewList(inner, file) ? inner : null;
    };

    /** What is spread may be anything that can be gone through: what only lists have a name for, and what is known to be one. */
    const mayBeList = (spread: ts.Expression): boolean => {
      const inner = unwrapped(spread);
      if (kinds.kindOf(inner) === 'array') return ts.isLeftHandSideExpression(spread);
      return ts.isIdentifier(inner) || (ts.isPropertyAccessExpression(inner) && !OF_PAGE.has(inner.name.text));
    };

    return {
      ElementAccessExpression(node) {
        const slice = methodCall(unwrapped(node.expression));
        const isLast = slice?.name === 'slice' && slice.args.length === 1 && constantNumber(slice.args[0]!, names) === -1;
        if (slice && isLast && constantNumber(node.argumentExpression, names) === 0 && !isTarget(node)) filtered(node, slice.receiver);
      },
      CallExpression(node) {
        const method = methodCall(node);
        if (!method) return;
        const { name, args, receiver } = method;
        if (name === 'find' && args.length === 1) reversed(method);
        else if (name === 'pop' && args.length === 0) filtered(node, receiver);
        else if (name === 'at' && args.length === 1 && constantNumber(args[0]!, names) === -1) filtered(node, receiver);
      },
    };
  },
};
