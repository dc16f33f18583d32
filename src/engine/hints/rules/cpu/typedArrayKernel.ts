import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList } from '../../facts/lengths.ts';
import { inlineFunction, methodCall, onlyResult, parameterName } from '../../facts/shapes.ts';
import { losesComment } from '../../facts/writing.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Up to so many, making the typed array takes longer than to sort the list. */
const FEW = 50;

export const typedArrayKernel: Rule = {
  id: 'typed-array-kernel',
  category: 'cpu',
  gate: 'heat',
  title: 'Numbers that are sorted by calling a function',
  costs: ['sort'],
  docs: {
    why: 'A list calls the function for each comparison, since it may hold anything. A typed array holds numbers only, and sorts them by itself.',
    before: 'const sorted = numbers.toSorted((a, b) => a - b);',
    after: 'const sorted = Float64Array.from(numbers).sort();',
    silent: [
      'It is not known that all elements are numbers.',
      'The list has 50 elements at the most, or its name is one of short lists: those are slower to sort that way.',
      'Numbers are not sorted upwards, or by a part of what the list holds.',
    ],
    beware: 'A typed array is no list: it cannot grow, and JSON writes it as an object. `undefined` and holes become `NaN` in it.',
    peers: [],
  },
  check(file, report) {
    const { kinds, names } = file;
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || method.isOptional || method.args.length !== 1 || !/^(?:sort|toSorted)$/u.test(method.name)) return;
        const { receiver } = method;
        if (!isUpwards(method.args[0]!, file) || kinds.elementKindOf(receiver) !== 'number' || kinds.kindOf(receiver) !== 'array') return;
        if (isShortList(receiver, FEW, names)) return;
        report({
          node: method.nameNode,
          end: call,
          cost: 'sort',
          message: 'A function is called for each comparison of two numbers, which a typed array sorts by itself',
          fixes: method.name === 'toSorted' ? typedFix(call, receiver, file) : [],
        });
      },
    };
  },
};

/** `(a, b) => a - b`. */
function isUpwards(comparison: ts.Expression, { names }: FileFacts): boolean {
  const fn = inlineFunction(comparison);
  const result = fn && onlyResult(fn);
  if (!fn || !result || !ts.isBinaryExpression(result) || result.operatorToken.kind !== ts.SyntaxKind.MinusToken) return false;
  const [first, second] = fn.parameters.map((parameter) => {
    const name = parameterName(parameter);
    return name && names.variableOf(name);
  });
  return (
    first != null &&
    second != null &&
    names.variableAt(unwrapped(result.left)) === first &&
    names.variableAt(unwrapped(result.right)) === second
  );
}

/** The same list, by way of a typed array. */
function typedFix(call: ts.CallExpression, list: ts.Expression, { source, textOf }: FileFacts): ProposedFix[] {
  if (losesComment(call, [list], source)) return [];
  const text = `Array.from(Float64Array.from(${textOf(list)}).sort())`;
  return [{ title: 'Sort a typed array', kind: 'suggestion', edits: [{ start: call.getStart(source), end: call.end, text }] }];
}
