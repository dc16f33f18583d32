import { ts, unwrapped } from '../../syntax/index.ts';
import type { Kinds } from './kinds.ts';
import { type Names } from './names.ts';

/** Functions of the language that only compute. */
const PURE_OWNERS = new Set(['Math', 'Number', 'String', 'BigInt', 'Array', 'Object', 'JSON', 'Date', 'Symbol']);
const IMPURE = new Set([
  'Math.random',
  'Date.now',
  'Object.assign',
  'Object.defineProperty',
  'Object.defineProperties',
  'Object.freeze',
  'Object.setPrototypeOf',
]);
const PURE_CALLS = new Set([
  'String',
  'Number',
  'Boolean',
  'BigInt',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'encodeURIComponent',
  'decodeURIComponent',
  'Symbol',
]);
const PURE_CLASSES = new Set(['Array', 'Date', 'Error', 'Map', 'RegExp', 'Set', 'URL', 'WeakMap', 'WeakSet']);
const PURE_METHODS_OF_DATA = new Set([
  ...[
    'at',
    'charAt',
    'charCodeAt',
    'codePointAt',
    'concat',
    'endsWith',
    'entries',
    'get',
    'getTime',
    'has',
    'includes',
    'indexOf',
    'join',
    'keys',
  ],
  ...['lastIndexOf', 'localeCompare', 'normalize', 'padEnd', 'padStart', 'repeat', 'slice', 'split', 'startsWith', 'substring', 'toFixed'],
  ...['toISOString', 'toLowerCase', 'toString', 'toUpperCase', 'trim', 'trimEnd', 'trimStart', 'values'],
]);

/**
 * Whether an expression does nothing but compute its value: taken out, run once or run later, nobody sees a difference but in time. Getters
 * are taken for what they look like, as other linters do; calls are pure where the language says so, of kinds that the file shows.
 */
export function isPure(expression: ts.Node, names: Names, kinds: Kinds): boolean {
  const pure = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node)) return true;
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.isDeleteExpression(node) || ts.isTaggedTemplateExpression(node))
      return false;
    if (ts.isPostfixUnaryExpression(node)) return false;
    if (
      ts.isPrefixUnaryExpression(node) &&
      (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
    )
      return false;
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    )
      return false;
    if (ts.isCallExpression(node) && !isPureCall(node, names, kinds)) return false;
    if (
      ts.isNewExpression(node) &&
      !(ts.isIdentifier(node.expression) && PURE_CLASSES.has(node.expression.text) && names.isGlobal(node.expression))
    )
      return false;
    return !ts.forEachChild(node, (child) => !pure(child));
  };
  return pure(expression);
}

function isPureCall({ expression }: ts.CallExpression, names: Names, kinds: Kinds): boolean {
  const callee = unwrapped(expression);
  if (ts.isIdentifier(callee)) return PURE_CALLS.has(callee.text) && names.isGlobal(callee);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const { expression: owner, name } = callee;
  if (ts.isIdentifier(owner) && names.isGlobal(owner) && PURE_OWNERS.has(owner.text)) return !IMPURE.has(`${owner.text}.${name.text}`);
  if (!PURE_METHODS_OF_DATA.has(name.text)) return false;
  const kind = kinds.kindOf(owner);
  return kind !== 'unknown' && kind !== 'object' && kind !== 'function';
}
