import { ts } from '../../syntax/index.ts';
import type { Names, Variable } from './names.ts';
import { contains, functionAround, methodCall, nodesIn } from './shapes.ts';

/** Methods of lists, sets, maps and buffers that change what they are called on. */
export const CHANGING = new Set([
  'add',
  'clear',
  'copyWithin',
  'delete',
  'fill',
  'pop',
  'push',
  'reverse',
  'set',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

/** Globals whose functions leave alone what they are given. */
const HARMLESS = new Set([
  'Array',
  'BigInt',
  'Boolean',
  'JSON',
  'Math',
  'Number',
  'Object',
  'String',
  'console',
  'isNaN',
  'parseFloat',
  'parseInt',
]);
const HARMFUL_OF_OBJECT = new Set(['assign', 'defineProperties', 'defineProperty', 'freeze', 'setPrototypeOf']);
const HARMLESS_CLASSES = new Set(['Array', 'Date', 'Error', 'Map', 'Set', 'String', 'WeakMap', 'WeakSet']);

/** Whether a name gets another value somewhere in a part of the code. */
export function isAssignedIn({ references, declarations }: Variable, part: ts.Node): boolean {
  return (
    references.some(({ writes, identifier }) => writes && contains(part, identifier)) || declarations.some((each) => contains(part, each))
  );
}

/**
 * Whether a part of the code may change what is in a variable: an element or property is set, a method changes it, or it is given away,
 * so that nobody here knows. Reading is what is known to be only that.
 */
export function mayChangeIn(variable: Variable, part: ts.Node, names: Names): boolean {
  if (isAssignedIn(variable, part)) return true;
  return (
    !isPrimitive(variable) && variable.references.some(({ identifier }) => contains(part, identifier) && !isOnlyRead(identifier, names))
  );
}

/** Whether what is in a variable may change while a loop runs: in it, or in a function elsewhere that the loop may call. */
export function mayChangeDuring(variable: Variable, loop: ts.Node, names: Names): boolean {
  return mayChangeIn(variable, loop, names) || mayChangeElsewhere(variable, loop, names);
}

/** Whether a function that is not around a part of the code may change what is in a variable. */
export function mayChangeElsewhere({ references }: Variable, part: ts.Node, names: Names): boolean {
  return references.some(({ identifier, writes }) => {
    const fn = functionAround(identifier);
    return fn !== null && !contains(fn, part) && !contains(part, fn) && (writes || !isOnlyRead(identifier, names));
  });
}

/**
 * Whether one use of a name gives its value as a whole to others, who may keep it: as an argument, under another name, as a part of
 * something. What a function gives back is in nobody's way.
 */
export function givesAway(identifier: ts.Identifier, names: Names): boolean {
  let at: ts.Expression = identifier;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent) || ts.isAsExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isReturnStatement(parent)) return false;
  const isOwner = (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === at;
  return !isOwner && !isOnlyRead(identifier, names);
}

/** Whether a constant is declared with what cannot be changed. */
function isPrimitive({ kind, declarations }: Variable): boolean {
  const parent = kind === 'const' ? declarations[0]?.parent : undefined;
  const initializer = parent && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.initializer : undefined;
  return (
    initializer !== undefined &&
    (ts.isLiteralExpression(initializer) || ts.isTemplateExpression(initializer)) &&
    !ts.isRegularExpressionLiteral(initializer)
  );
}

/** Whether a variable keeps the value that it is declared with, and nothing in the file may change what is in that. */
export function isNeverChanged({ references }: Variable, names: Names): boolean {
  return references.every(({ writes, identifier }) => !writes && isOnlyRead(identifier, names));
}

/** Whether one use of a name leaves its value as it is, and keeps it where it is. */
export function isOnlyRead(identifier: ts.Identifier, names: Names): boolean {
  let at: ts.Expression = identifier;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent) || ts.isAsExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === at) {
    const call = methodCall(parent.parent);
    if (call && call.receiver === at) return !CHANGING.has(call.name);
    return !isTarget(parent) && isOnlyReadDeeper(parent, names);
  }
  if (ts.isElementAccessExpression(parent))
    return parent.argumentExpression === at || (!isTarget(parent) && isOnlyReadDeeper(parent, names));
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return true;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.expression === at;
  if (ts.isBinaryExpression(parent)) return !isKept(parent, at);
  if (ts.isCallExpression(parent)) return parent.expression === at || isHarmless(parent, names);
  if (ts.isNewExpression(parent)) return ts.isIdentifier(parent.expression) && HARMLESS_CLASSES.has(parent.expression.text);
  return (
    ts.isPrefixUnaryExpression(parent) ||
    ts.isTypeOfExpression(parent) ||
    ts.isTemplateSpan(parent) ||
    ts.isIfStatement(parent) ||
    ts.isWhileStatement(parent) ||
    ts.isExpressionStatement(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition === at)
  );
}

/** Of `a.b` and `a[b]`: what is done with the part may change what is in it: `a.list.push(1)`, `a.x.y = 1`. */
function isOnlyReadDeeper(part: ts.PropertyAccessExpression | ts.ElementAccessExpression, names: Names): boolean {
  const { parent } = part;
  if (ts.isPropertyAccessExpression(parent) || (ts.isElementAccessExpression(parent) && parent.expression === part)) {
    const call = methodCall(parent.parent);
    if (call && call.receiver === part) return !CHANGING.has(call.name);
    return !isTarget(parent) && isOnlyReadDeeper(parent, names);
  }
  if (ts.isCallExpression(parent) && parent.expression !== part) return isHarmless(parent, names) || isPlainPart(part);
  return true;
}

/** Whether a part is most likely no object that could be changed: its length or size. */
const isPlainPart = (part: ts.Node): boolean =>
  ts.isPropertyAccessExpression(part) && /^(?:length|size|name|id|key|type|kind)$/u.test(part.name.text);

/** Whether an expression is assigned to, stepped or deleted. */
export function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return isTarget(parent);
  // Of a pattern that is assigned to.
  if (ts.isArrayLiteralExpression(parent) || ts.isObjectLiteralExpression(parent)) return isTarget(parent);
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return isTarget(parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isTarget(parent);
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  return ts.isDeleteExpression(parent);
}

export const isAssignment = (kind: ts.SyntaxKind): boolean => kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** Whether a side of a binary expression gets another name, or is what the expression results in. */
function isKept({ left, operatorToken: { kind } }: ts.BinaryExpression, side: ts.Expression): boolean {
  if (isAssignment(kind)) return left !== side;
  return (
    kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

/** Whether a call is known to leave what it is given alone. */
function isHarmless({ expression }: ts.CallExpression, names: Names): boolean {
  if (ts.isIdentifier(expression)) return HARMLESS.has(expression.text) && names.isGlobal(expression);
  if (!ts.isPropertyAccessExpression(expression)) return false;
  const { expression: owner, name } = expression;
  if (!ts.isIdentifier(owner) || !names.isGlobal(owner) || !HARMLESS.has(owner.text)) return false;
  return owner.text !== 'Object' || !HARMFUL_OF_OBJECT.has(name.text);
}

/**
 * Whether an expression has the same value in every turn of a loop: all its names are from outside, none gets another value or is changed
 * within, and no call is in it but those that `isKnownCall` vouches for.
 */
export function isInvariantIn(
  expression: ts.Expression,
  loop: ts.Node,
  names: Names,
  isKnownCall: (call: ts.CallExpression | ts.NewExpression) => boolean = () => false,
): boolean {
  for (const node of nodesIn(expression)) {
    if (node.kind === ts.SyntaxKind.AwaitExpression || node.kind === ts.SyntaxKind.YieldExpression) return false;
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return false;
    if (ts.isFunctionLike(node) || ts.isTaggedTemplateExpression(node)) return false;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && !isKnownCall(node)) return false;
    if (isTargetExpression(node)) return false;
    if (!ts.isIdentifier(node)) continue;
    const variable = names.variableOf(node);
    if (variable && mayChangeIn(variable, loop, names)) return false;
  }
  return true;
}

const isTargetExpression = (node: ts.Node): boolean =>
  (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) ||
  ts.isPostfixUnaryExpression(node) ||
  ts.isDeleteExpression(node) ||
  (ts.isPrefixUnaryExpression(node) && (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken));
