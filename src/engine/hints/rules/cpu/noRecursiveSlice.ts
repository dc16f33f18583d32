import { ts, unwrapped } from '../../../syntax/index.ts';
import type { FileFacts } from '../../facts/fileFacts.ts';
import { loopAround } from '../../facts/loops.ts';
import { type Variable } from '../../facts/names.ts';
import { contains, functionAround, methodCall, type FunctionWithBody } from '../../facts/shapes.ts';
import { constantNumber } from '../../facts/values.ts';
import { hasWord, wordsOf } from '../../facts/words.ts';
import type { Rule } from '../../rule.ts';

/** Words in names of lists that are gone into by recursion and are short: steps through a tree, what a command was given. */
const SHORT = wordsOf(
  'address arg args arguments argv bits breadcrumbs chain command crumbs depth dim dimensions dims fns fields funcs functions handlers index',
  'indexes indices key keys level levels middleware middlewares names namespace namespaces operands params parts path paths plugins prop',
  'properties props route routes segment segments selector selectors shape sizes stages steps transforms types',
);

export const noRecursiveSlice: Rule = {
  id: 'no-recursive-slice',
  category: 'cpu',
  gate: 'always',
  title: 'Recursion on a copy of the rest',
  costs: ['slice', 'rest'],
  docs: {
    why: 'Each call copies all that is left of the list: a list of n elements takes n²/2 copies. An index that is passed along says the same.',
    before: 'function total([first, ...rest]) {\n  return first === undefined ? 0 : first.price + total(rest);\n}',
    after: 'function total(lines, from = 0) {\n  return from === lines.length ? 0 : lines[from].price + total(lines, from + 1);\n}',
    silent: [
      'It may be a text: a part of one is no copy.',
      'The list leads into a tree or an object, as a path does: such lists are short.',
      'The function calls itself several times, or in a loop: what it does takes longer than the copies.',
      'The function takes as many arguments as it is given.',
    ],
    beware: 'Recursion over a long list may also be deeper than the stack; a loop has no such limit.',
    peers: [],
  },
  check(file, report) {
    return {
      CallExpression(call) {
        if (call.arguments.length === 0) return;
        const place = call.arguments.findIndex((each) => isCandidate(each, file));
        if (place === -1) return;
        const fn = functionAround(call);
        if (!fn || !isCallOf(call, fn, file)) return;
        const rest = restOf(call.arguments[place]!, fn.parameters[place], fn, file);
        if (!rest || loopAround(call) || isWalk(fn, rest.list, file) || hasOtherCalls(call, fn, file)) return;
        report({
          node: rest.copy,
          cost: rest.cost,
          message: `\`${file.textOf(rest.copy).replaceAll(/\s+/gu, ' ')}\` copies all that is left of the list in each call of itself`,
        });
      },
    };
  },
};

/** `list.slice(1)`, or a name that may be the rest of a pattern: what is cheap to ask. */
function isCandidate(argument: ts.Expression, { names }: FileFacts): boolean {
  const inner = unwrapped(argument);
  if (ts.isIdentifier(inner)) {
    const declaration = names.variableOf(inner)?.declarations[0]?.parent;
    return declaration !== undefined && ts.isBindingElement(declaration) && declaration.dotDotDotToken !== undefined;
  }
  return methodCall(inner)?.name === 'slice';
}

/** Whether a function calls itself: by its name, or as a method of the same object. */
function isCallOf(call: ts.CallExpression, fn: FunctionWithBody, { names }: FileFacts): boolean {
  const callee = unwrapped(call.expression);
  if (ts.isPropertyAccessExpression(callee)) {
    if (callee.expression.kind !== ts.SyntaxKind.ThisKeyword) return false;
    return ts.isMethodDeclaration(fn) && ts.isClassLike(fn.parent) && fn.name.getText() === callee.name.text;
  }
  const variable = ts.isIdentifier(callee) ? names.variableOf(callee) : null;
  const declaration = variable?.declarations[0]?.parent;
  if (!declaration) return false;
  return (
    declaration === fn ||
    (ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined && unwrapped(declaration.initializer) === fn)
  );
}

interface Rest {
  /** What makes the copy. */
  readonly copy: ts.Node;
  readonly cost: 'slice' | 'rest';
  /** The variable that holds the whole list; null where only its parts have names. */
  readonly list: Variable | null;
}

function restOf(
  argument: ts.Expression,
  parameter: ts.ParameterDeclaration | undefined,
  fn: FunctionWithBody,
  file: FileFacts,
): Rest | null {
  if (!parameter || parameter.dotDotDotToken) return null;
  const { names } = file;
  const inner = unwrapped(argument);
  if (!ts.isIdentifier(inner)) {
    const slice = methodCall(inner);
    const variable = slice && names.variableAt(slice.receiver);
    const start = slice && slice.args.length === 1 ? constantNumber(slice.args[0]!, names) : null;
    if (!slice || !variable || variable.declarations[0] !== parameter.name || start === null || start < 1) return null;
    return isList(variable, slice.receiver, fn, file) ? { copy: inner, cost: 'slice', list: variable } : null;
  }
  const element = names.variableOf(inner)?.declarations[0]?.parent;
  if (!element || !ts.isBindingElement(element) || !element.dotDotDotToken || !ts.isArrayBindingPattern(element.parent)) return null;
  // `[...all]` is a copy of the whole, which no rest gets shorter by.
  if (element.parent.elements[0] === element) return null;
  const pattern = element.parent;
  if (pattern === parameter.name) return { copy: element, cost: 'rest', list: null };
  const { parent } = pattern;
  const list = ts.isVariableDeclaration(parent) && parent.initializer ? names.variableAt(parent.initializer) : null;
  return list && list.declarations[0] === parameter.name ? { copy: element, cost: 'rest', list } : null;
}

/** Methods that lists have and texts have not. */
const OF_LISTS = new Set([
  ...['every', 'filter', 'find', 'findIndex', 'flat', 'flatMap', 'forEach', 'join', 'map', 'pop', 'push', 'reduce', 'reverse', 'shift'],
  ...['some', 'sort', 'splice', 'toReversed', 'toSorted', 'unshift'],
]);

/** Whether a parameter is a list: by its type, or by what is done with it, or by what the function is called with elsewhere. */
function isList(variable: Variable, use: ts.Expression, fn: FunctionWithBody, { kinds, names }: FileFacts): boolean {
  const kind = kinds.kindOf(use);
  if (kind !== 'unknown') return kind === 'array';
  const isUsedAsList = variable.references.some(({ identifier }) => {
    const call = methodCall(identifier.parent.parent);
    if (call) return call.receiver === identifier && OF_LISTS.has(call.name);
    // `list[0].price`, `list[0](x)`: signs have neither.
    const { parent: element } = identifier;
    if (!ts.isElementAccessExpression(element) || element.expression !== identifier) return false;
    const { parent: part } = element;
    if (ts.isCallExpression(part)) return part.expression === element;
    return ts.isPropertyAccessExpression(part) && part.name.text !== 'length' && !/^(?:to|char|code|match|test)/u.test(part.name.text);
  });
  if (isUsedAsList) return true;
  const place = fn.parameters.findIndex(({ name }) => name === variable.declarations[0]);
  const own = ts.isFunctionDeclaration(fn)
    ? fn.name
    : ts.isVariableDeclaration(fn.parent) && ts.isIdentifier(fn.parent.name)
      ? fn.parent.name
      : null;
  const called = own && names.variableOf(own);
  return (
    called?.references.some(({ identifier }) => {
      const { parent } = identifier;
      if (!ts.isCallExpression(parent) || parent.expression !== identifier || contains(fn, parent)) return false;
      const given = parent.arguments[place];
      return given !== undefined && kinds.kindOf(given) === 'array';
    }) ?? false
  );
}

/** Whether the list is a way through something: by its name, or as its elements choose a property. */
function isWalk(fn: FunctionWithBody, list: Variable | null, { names }: FileFacts): boolean {
  const heads: Variable[] = [];
  if (list) {
    if (hasWord(list.name, SHORT)) return true;
    if (list.references.some(({ identifier }) => isChoice(identifier.parent))) return true;
  }
  const visit = (node: ts.Node): void => {
    if (ts.isArrayBindingPattern(node) && node.elements.some((each) => ts.isBindingElement(each) && each.dotDotDotToken))
      for (const each of node.elements) {
        const variable = ts.isBindingElement(each) && ts.isIdentifier(each.name) ? names.variableOf(each.name) : null;
        if (variable) heads.push(variable);
      }
    // `const head = list[0]`.
    if (list && ts.isVariableDeclaration(node) && node.initializer && ts.isIdentifier(node.name)) {
      const first = unwrapped(node.initializer);
      const isHead = ts.isElementAccessExpression(first) && names.variableAt(first.expression) === list;
      const variable = isHead ? names.variableOf(node.name) : null;
      if (variable) heads.push(variable);
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return heads.some((head) => hasWord(head.name, SHORT) || head.references.some(({ identifier }) => isKey(identifier)));
}

/** `tree[list[0]]`. */
const isChoice = (element: ts.Node): boolean => ts.isElementAccessExpression(element) && isKey(element);

/** What stands between the brackets of another expression, or is asked for by `get`, `has` or `in`. */
function isKey(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent)) return isKey(parent);
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (ts.isComputedPropertyName(parent)) return true;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.left === node;
  const call = methodCall(parent);
  return call !== null && call.args[0] === node && /^(?:get|has|hasOwn|child|getChild)$/u.test(call.name);
}

/** Whether a function may call itself more than once in one run: it goes through a tree of choices, whose size is what takes long. */
function hasOtherCalls(call: ts.CallExpression, fn: FunctionWithBody, file: FileFacts): boolean {
  const others: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node !== call && isCallOf(node, fn, file)) others.push(node);
    ts.forEachChild(node, visit);
  };
  visit(fn.body);
  return others.some((other) => functionAround(other) !== fn || loopAround(other) !== null || !isOtherBranch(call, other));
}

/** Whether two calls are never both run: they stand in the branches of a condition, or one ends the function before the other. */
function isOtherBranch(a: ts.Node, b: ts.Node): boolean {
  const [first, second] = a.pos < b.pos ? [a, b] : [b, a];
  let at: ts.Node = first;
  while (!contains(at.parent, second)) {
    if (ts.isReturnStatement(at)) return true;
    at = at.parent;
  }
  if (ts.isReturnStatement(at)) return true;
  const { parent } = at;
  if (ts.isConditionalExpression(parent)) return at === parent.whenTrue && contains(parent.whenFalse, second);
  if (ts.isIfStatement(parent))
    return at === parent.thenStatement && parent.elseStatement !== undefined && contains(parent.elseStatement, second);
  return false;
}
