import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { isShortList, isShortLoop } from '../../facts/lengths.ts';
import { isNewList } from '../../facts/lists.ts';
import { loopAround } from '../../facts/loops.ts';
import { type Names } from '../../facts/names.ts';
import { withoutLoss } from '../../facts/places.ts';
import { contains, inlineFunction, methodCall, onlyResult, parameterName, type MethodCall } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import type { ProposedFix, Rule } from '../../rule.ts';

/** Lists of up to so many are sorted as fast as they are gone through. */
const FEW = 8;

/** The one element that is taken of a sorted list. */
interface Taken {
  /** With what takes it. */
  readonly whole: ts.Expression;
  readonly isFirst: boolean;
  /** `const [first] = …` */
  readonly pattern?: ts.ArrayBindingPattern;
}

/** What a function compares, by subtraction. */
interface Order {
  /** From an element to what is compared: `.size`, or nothing. */
  readonly path: string;
  readonly isAscending: boolean;
}

export const noSortForExtreme: Rule = {
  id: 'no-sort-for-extreme',
  category: 'cpu',
  gate: 'loop',
  title: 'Sorting for the first or last',
  costs: ['first'],
  docs: {
    why: 'To find the smallest or largest of n elements takes n comparisons; sorting takes n log n, and a copy, for an order that nobody uses.',
    before: 'const cheapest = offers.slice().sort((a, b) => a.price - b.price)[0];',
    after: 'const cheapest = offers.reduce((a, b) => (b.price < a.price ? b : a), offers[0]);',
    silent: [
      'It does not stand in a loop.',
      'The sorted list is used again, or may be seen by others.',
      'Two numbers are not simply subtracted, or not the first or last is taken.',
      'The list is written out and has eight elements at the most.',
    ],
    beware:
      '`Math.min(...list)` is no way out: it fails for lists of more than about 100,000 elements. With `NaN` among the numbers both orders are arbitrary.',
    peers: ['unicorn/no-array-sort-for-min-max', 'react-doctor/js-min-max-loop'],
  },
  check(file, report) {
    const { kinds, names } = file;
    return {
      CallExpression(call) {
        const method = methodCall(call);
        if (!method || (method.name !== 'sort' && method.name !== 'toSorted') || method.args.length !== 1 || method.isOptional) return;
        const taken = takenOf(call, names);
        if (!taken) return;
        const order = orderOf(method.args[0]!, names);
        if (!order) return;
        const loop = loopAround(call);
        if (!loop || isShortLoop(loop, FEW, names) || isShortList(method.receiver, FEW, names)) return;
        const kind = kinds.kindOf(method.receiver);
        if (kind !== 'array' && kind !== 'typedArray' && kind !== 'unknown') return;
        if (method.name === 'sort' && !isNew(method.receiver, file) && !isUnusedAfter(call, method.receiver, loop.node, file)) return;
        const fix = reduced(method, taken, order, file);
        report({
          node: method.nameNode,
          end: call,
          cost: 'first',
          message: `\`${method.name}\` orders the whole list, of which only the ${taken.isFirst ? 'first' : 'last'} is used`,
          ...(fix && { fixes: [fix] }),
        });
      },
    };
  },
};

/** Of `list.sort()[0]`, `.at(-1)`, `.pop()` and the like, and of `const [first] = list.sort()`. */
function takenOf(call: ts.CallExpression, names: Names): Taken | null {
  let at: ts.Expression = call;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isElementAccessExpression(parent) && parent.expression === at)
    return constantNumber(parent.argumentExpression, names) === 0 ? { whole: parent, isFirst: true } : null;
  if (ts.isVariableDeclaration(parent) && ts.isArrayBindingPattern(parent.name)) {
    const [only, ...others] = parent.name.elements;
    const isOne = only && others.length === 0 && ts.isBindingElement(only) && !only.dotDotDotToken;
    return isOne ? { whole: at, isFirst: true, pattern: parent.name } : null;
  }
  const next = methodCall(parent.parent);
  if (!next || next.receiver !== at || next.isOptional) return null;
  if (next.name === 'pop' || next.name === 'shift')
    return next.args.length === 0 ? { whole: next.call, isFirst: next.name === 'shift' } : null;
  const place = next.name === 'at' && next.args.length === 1 ? constantNumber(next.args[0]!, names) : null;
  return place === 0 || place === -1 ? { whole: next.call, isFirst: place === 0 } : null;
}

/** Of `(a, b) => a.size - b.size`, and the other way round. */
function orderOf(compare: ts.Expression, names: Names): Order | null {
  const fn = inlineFunction(compare);
  const difference = fn && !fn.modifiers && !fn.asteriskToken && fn.parameters.length === 2 ? onlyResult(fn) : null;
  if (!difference || !ts.isBinaryExpression(difference) || difference.operatorToken.kind !== ts.SyntaxKind.MinusToken) return null;
  const [left, right] = [pathOf(difference.left), pathOf(difference.right)];
  if (!left || !right || left.path !== right.path) return null;
  const [first, second] = fn!.parameters.map((parameter) => parameterName(parameter));
  if (!first || !second) return null;
  const isAscending = isOf(left.root, first, names) && isOf(right.root, second, names);
  const isDescending = isOf(left.root, second, names) && isOf(right.root, first, names);
  return isAscending || isDescending ? { path: left.path, isAscending } : null;
}

const isOf = (name: ts.Identifier, parameter: ts.Identifier, names: Names): boolean =>
  names.variableOf(name)?.declarations.includes(parameter) ?? false;

function pathOf(side: ts.Expression): { readonly root: ts.Identifier; readonly path: string } | null {
  let [at, path] = [unwrapped(side), ''];
  for (; ts.isPropertyAccessExpression(at) && !at.questionDotToken && ts.isIdentifier(at.name); at = unwrapped(at.expression))
    path = `.${at.name.text}${path}`;
  return ts.isIdentifier(at) ? { root: at, path } : null;
}

const COPYING = /^(?:concat|filter|flat|flatMap|map|slice)$/u;

/** Whether a list was just made. What numbers are sorted in is a list, and a copy, whatever the file knows of where it comes from. */
const isNew = (list: ts.Expression, file: FileFacts): boolean =>
  isNewList(list, file) || COPYING.test(methodCall(unwrapped(list))?.name ?? '');

/** Whether a list is made anew in each turn and nobody looks at it after it was sorted. */
function isUnusedAfter(sort: ts.CallExpression, list: ts.Expression, loop: ts.Node, file: FileFacts): boolean {
  const variable = file.names.variableAt(list);
  const [declaration] = variable?.declarations ?? [];
  const parent = declaration?.parent;
  if (!variable || !parent || !ts.isVariableDeclaration(parent) || !parent.initializer || !contains(loop, parent)) return false;
  return isNew(parent.initializer, file) && variable.references.every(({ identifier }) => identifier.pos < sort.end);
}

/** One pass with `reduce`, where the list has a name that can be written twice. */
function reduced(method: MethodCall, taken: Taken, { path, isAscending }: Order, { names, source }: FileFacts): ProposedFix | null {
  const list = nameOf(method.receiver, names);
  if (!list) return null;
  const { whole, isFirst, pattern } = taken;
  const only = pattern?.elements[0];
  if (only && !(ts.isBindingElement(only) && ts.isIdentifier(only.name) && !only.initializer)) return null;
  // Of those that are equal, sorting leaves the first one first and the last one last.
  const operator = `${isAscending === isFirst ? '<' : '>'}${isFirst ? '' : '='}`;
  const text = `${list}.reduce((a, b) => (b${path} ${operator} a${path} ? b : a), ${list}[0])`;
  const edits = [{ start: whole.getStart(source), end: whole.end, text }];
  if (pattern) edits.unshift({ start: pattern.getStart(source), end: pattern.end, text: (only as ts.BindingElement).name.getText(source) });
  const whatIsLeft = withoutLoss(edits, source);
  return whatIsLeft && { title: 'Go through the list once', kind: 'suggestion', edits: whatIsLeft };
}

/** Of `list`, `[...list]` and `list.slice()`. */
function nameOf(receiver: ts.Expression, names: Names): string | null {
  const inner = unwrapped(receiver);
  if (ts.isIdentifier(inner)) return names.variableOf(inner) ? inner.text : null;
  if (ts.isArrayLiteralExpression(inner)) {
    const [only, ...others] = inner.elements;
    return only && others.length === 0 && ts.isSpreadElement(only) && ts.isIdentifier(only.expression) ? only.expression.text : null;
  }
  const copy = methodCall(inner);
  return copy?.name === 'slice' && copy.args.length === 0 && ts.isIdentifier(copy.receiver) ? copy.receiver.text : null;
}
