import { ts, unwrapped } from '../../syntax/index.ts';
import { CHANGING, isAssignment } from './changes.ts';
import type { FileFacts } from './fileFacts.ts';
import { type Names } from './names.ts';
import { isPure } from './purity.ts';
import { contains, inlineFunction, onlyResult, parameterName, type MethodCall } from './shapes.ts';

/** What is known of a call of `filter` or `find`, beside that it may be one on a list with a test for one element. */
export interface Testing {
  /** Whether the test may run less often, or in another order, and nobody sees it: it only computes, and never fails. */
  readonly isHarmless: boolean;
}

const LISTS = new Set(['array', 'buffer', 'typedArray']);

/**
 * Whether a method goes through a list and asks a function about each element, as far as the file shows; null where what it is called on
 * may be no list, or where the function does more than to answer.
 */
export function testingOf({ receiver, args }: MethodCall, file: FileFacts): Testing | null {
  const [test] = args;
  if (!test || args.length > 2 || args.some(ts.isSpreadElement)) return null;
  const kind = file.kinds.kindOf(receiver);
  const isList = LISTS.has(kind);
  const inner = unwrapped(test);
  const fn = inlineFunction(inner);
  if (!isList && (kind !== 'unknown' || !fn || !isOfElements(fn, file.names) || isWrapper(receiver))) return null;
  if (!fn) return isFunctionReference(inner, file) ? { isHarmless: isGlobalBoolean(inner, file.names) } : null;
  return hasEffects(fn, file.names) ? null : { isHarmless: isList && args.length === 1 && onlyAnswers(fn, receiver, file) };
}

const isGlobalBoolean = (node: ts.Node, names: Names): boolean => ts.isIdentifier(node) && node.text === 'Boolean' && names.isGlobal(node);

/** A function by its name, or one that a call makes: `isActive`, `this.isOpen`, `byName('x')`. */
const isFunctionReference = (node: ts.Expression, { kinds }: FileFacts): boolean =>
  ts.isCallExpression(node) || ((ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) && isFunctionKind(kinds.kindOf(node)));

const isFunctionKind = (kind: string): boolean => kind === 'function' || kind === 'unknown';

/** Collections of other libraries call functions with an index, or with `this`; lists with an element first. */
function isOfElements(fn: ts.ArrowFunction | ts.FunctionExpression, names: Names): boolean {
  const [first] = fn.parameters;
  if (!first) return false;
  const name = parameterName(first);
  if (!name) return ts.isObjectBindingPattern(first.name) || ts.isArrayBindingPattern(first.name);
  return !/^(?:_.*|i|idx|index|j|n)$/u.test(name.text) && (names.variableOf(name)?.references.length ?? 0) > 0;
}

/** Names of what wraps elements of a page, and of other things with methods like those of lists. */
const WRAPPERS = /^(?:\$.*|_|chain|cheerio|cy|d3|jQuery|lodash|selection)$/u;

function isWrapper(expression: ts.Expression): boolean {
  const inner = unwrapped(expression);
  if (ts.isIdentifier(inner)) return WRAPPERS.test(inner.text);
  if (ts.isPropertyAccessExpression(inner)) return /^\$|^select/u.test(inner.name.text) || isWrapper(inner.expression);
  if (ts.isCallExpression(inner) || ts.isElementAccessExpression(inner)) return isWrapper(inner.expression);
  return false;
}

/** Whether a function does something beside giving a result: it matters then how often it runs, and in which order. */
function hasEffects(fn: ts.ArrowFunction | ts.FunctionExpression, names: Names): boolean {
  if (fn.asteriskToken || fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return true;
  const visit = (node: ts.Node): boolean =>
    isEffect(node, fn, names) || ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(fn.body);
}

function isEffect(node: ts.Node, fn: ts.Node, names: Names): boolean {
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.isDeleteExpression(node) || ts.isThrowStatement(node)) return true;
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind) && !isOwn(node.left, fn, names);
  if (ts.isPostfixUnaryExpression(node)) return !isOwn(node.operand, fn, names);
  if (ts.isPrefixUnaryExpression(node)) {
    const isStep = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return isStep && !isOwn(node.operand, fn, names);
  }
  if (ts.isExpressionStatement(node)) return ts.isCallExpression(unwrapped(node.expression)) && !isOwnCall(node.expression, fn, names);
  return ts.isCallExpression(node) && changesOther(node, fn, names);
}

function changesOther({ expression }: ts.CallExpression, fn: ts.Node, names: Names): boolean {
  const callee = unwrapped(expression);
  if (!ts.isPropertyAccessExpression(callee) || !CHANGING.has(callee.name.text)) return false;
  const owner = unwrapped(callee.expression);
  // A list that was just made is nobody else's: `[...tags].sort()`.
  const isNew = ts.isCallExpression(owner) || ts.isArrayLiteralExpression(owner) || ts.isNewExpression(owner);
  return !isNew && !isOwn(owner, fn, names);
}

function isOwnCall(expression: ts.Expression, fn: ts.Node, names: Names): boolean {
  const call = unwrapped(expression);
  const callee = ts.isCallExpression(call) ? unwrapped(call.expression) : null;
  return callee !== null && ts.isPropertyAccessExpression(callee) && isOwn(callee.expression, fn, names);
}

/** A variable of the function, or a part of one that is no parameter. */
function isOwn(target: ts.Expression, fn: ts.Node, names: Names): boolean {
  let at = unwrapped(target);
  const isWhole = ts.isIdentifier(at);
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = unwrapped(at.expression);
  const variable = ts.isIdentifier(at) ? names.variableOf(at) : null;
  if (!variable || (!isWhole && variable.kind === 'parameter')) return false;
  return variable.declarations.some((each) => contains(fn, each));
}

/** Methods that never fail on what they are known to be of. */
const STEADY = new Set(
  'charAt charCodeAt endsWith getTime has includes indexOf lastIndexOf slice startsWith substring toLowerCase toUpperCase trim trimEnd trimStart'.split(
    ' ',
  ),
);

/**
 * Whether a test is one expression that only computes, and that fails for no element, or for the first one already: what is read of the
 * element is there by its type, and what is read of others is read for each element.
 */
function onlyAnswers(fn: ts.ArrowFunction | ts.FunctionExpression, list: ts.Expression, file: FileFacts): boolean {
  const result = onlyResult(fn);
  if (!result || !fn.parameters.every((parameter) => parameterName(parameter)) || !isPure(result, file.names, file.kinds)) return false;
  const element = file.names.variableOf(parameterName(fn.parameters[0])!);
  const isSolid = file.kinds.elementKindOf(list) !== 'unknown' || hasSolidElements(list, file);
  let isBranching = false;
  const isSteady = (node: ts.Node): boolean => {
    isBranching ||= ts.isConditionalExpression(node) || (ts.isBinaryExpression(node) && isShortCut(node.operatorToken.kind));
    if (ts.isFunctionLike(node) || ts.isNewExpression(node)) return false;
    if (ts.isBinaryExpression(node) && !isSteadyOperator(node, file)) return false;
    if (ts.isCallExpression(node)) {
      const callee = unwrapped(node.expression);
      const isKnown = ts.isPropertyAccessExpression(callee) && STEADY.has(callee.name.text);
      if (!isKnown && !isGlobalBoolean(callee, file.names)) return false;
    }
    if (ts.isPropertyAccessExpression(node) && !node.questionDotToken && !isThere(node.expression)) return false;
    if (ts.isElementAccessExpression(node) && !node.questionDotToken && !isThere(node.expression)) return false;
    return !ts.forEachChild(node, (child) => !isSteady(child));
  };
  const isThere = (owner: ts.Expression): boolean => {
    const inner = unwrapped(owner);
    if (file.kinds.kindOf(inner) !== 'unknown') return true;
    const variable = file.names.variableAt(inner);
    if (variable && variable === element) return isSolid;
    return !isBranching && !mentions(inner, fn, file.names);
  };
  return isSteady(result);
}

const isShortCut = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;

/** Comparing never fails; computing with what is no number may, and `in` and `instanceof` may. */
function isSteadyOperator({ left, operatorToken: { kind }, right }: ts.BinaryExpression, { kinds }: FileFacts): boolean {
  if (kind === ts.SyntaxKind.InKeyword || kind === ts.SyntaxKind.InstanceOfKeyword) return false;
  const isComparing = kind >= ts.SyntaxKind.LessThanToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken;
  if (isComparing || isShortCut(kind)) return true;
  return kinds.kindOf(left) === 'number' && kinds.kindOf(right) === 'number';
}

function mentions(node: ts.Node, fn: ts.ArrowFunction | ts.FunctionExpression, names: Names): boolean {
  const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
  if (variable?.declarations.some((each) => contains(fn, each))) return true;
  return ts.forEachChild(node, (child) => mentions(child, fn, names) || undefined) === true;
}

/** Whether the elements of a list have a written type that `null` is not one of. */
function hasSolidElements(list: ts.Expression, { kinds, names }: FileFacts): boolean {
  const variable = names.variableAt(list);
  const type = variable && kinds.typeOf(variable);
  const element = type && elementType(type);
  return element !== null && element !== undefined && (ts.isTypeReferenceNode(element) || ts.isTypeLiteralNode(element));
}

function elementType(type: ts.TypeNode): ts.TypeNode | null {
  if (ts.isArrayTypeNode(type)) return type.elementType;
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return elementType(type.type);
  return ts.isTypeReferenceNode(type) ? (type.typeArguments?.[0] ?? null) : null;
}
