import { ts, unwrapped } from '../../syntax/index.ts';
import { isNeverChanged, isTarget } from './changes.ts';
import type { Loop } from './loops.ts';
import { type Names, type Variable } from './names.ts';
import { contains, lastName, methodCall, nodesIn } from './shapes.ts';
import { constantNumber, constantOf, constantText } from './values.ts';
import { namesFew } from './words.ts';

/** Methods that give at most as many elements as they are called on. */
const NO_MORE = new Set(['filter', 'map', 'reverse', 'slice', 'sort', 'toReversed', 'toSorted', 'with']);
const GROWING = new Set(['concat', 'fill', 'push', 'splice', 'unshift']);
const OF_OBJECT = new Set(['entries', 'freeze', 'keys', 'values']);

const MOST_STEPS = 8;

/**
 * How many elements an expression has at the most, where it leads back to what is written out: a literal, `Object.keys` of one, a part of
 * one, words that are split; null where that is not known.
 */
export function mostLength(expression: ts.Expression, names: Names, steps = MOST_STEPS): number | null {
  const inner = unwrapped(expression);
  if (steps === 0) return null;
  if (ts.isArrayLiteralExpression(inner)) return sum(inner.elements.map((each) => lengthOfPart(each, names, steps)));
  if (ts.isObjectLiteralExpression(inner)) return inner.properties.some(ts.isSpreadAssignment) ? null : inner.properties.length;
  if (ts.isStringLiteralLike(inner)) return inner.text.length;
  if (ts.isIdentifier(inner)) return lengthOfConstant(names.variableOf(inner), names, steps);
  if (ts.isConditionalExpression(inner)) {
    const [yes, no] = [mostLength(inner.whenTrue, names, steps - 1), mostLength(inner.whenFalse, names, steps - 1)];
    return yes !== null && no !== null ? Math.max(yes, no) : null;
  }
  if (ts.isNewExpression(inner)) {
    const [elements] = ts.isIdentifier(inner.expression) && inner.expression.text === 'Set' ? (inner.arguments ?? []) : [];
    return elements ? mostLength(elements, names, steps - 1) : null;
  }
  const call = methodCall(inner);
  return call && lengthOfCall(call, names, steps);
}

function lengthOfCall({ receiver, name, args }: NonNullable<ReturnType<typeof methodCall>>, names: Names, steps: number): number | null {
  const [first, second] = args;
  const owner = ts.isIdentifier(receiver) && names.isGlobal(receiver) ? receiver.text : null;
  if (owner === 'Object' && OF_OBJECT.has(name) && first) return mostLength(first, names, steps - 1);
  if (owner === 'Array' && name === 'from' && first && !ts.isObjectLiteralExpression(unwrapped(first)))
    return mostLength(first, names, steps - 1);
  if (name === 'split' && first) {
    const [text, separator] = [constantText(receiver, names), constantText(first, names)];
    return text === null || separator === null ? null : text.split(separator).length;
  }
  if (!NO_MORE.has(name)) return null;
  const most = mostLength(receiver, names, steps - 1);
  if (name !== 'slice' || !second) return most;
  const [start, end] = [constantNumber(first!, names), constantNumber(second, names)];
  return start !== null && end !== null && start >= 0 && end >= start ? Math.min(end - start, most ?? Infinity) : most;
}

function lengthOfPart(part: ts.Expression, names: Names, steps: number): number | null {
  return ts.isSpreadElement(part) ? mostLength(part.expression, names, steps - 1) : 1;
}

function lengthOfConstant(variable: Variable | null, names: Names, steps: number): number | null {
  const parent = variable?.declarations.length === 1 ? variable.declarations[0]!.parent : undefined;
  if (!variable || !parent || !ts.isVariableDeclaration(parent) || !parent.initializer || !ts.isIdentifier(parent.name)) return null;
  // Of `let` and `var`, too, where nothing else is assigned.
  if (variable.references.some(({ writes }) => writes)) return null;
  const length = mostLength(parent.initializer, names, steps - 1);
  if (length === null || length > 0) return variable.references.some(({ identifier }) => mayGrowAt(identifier)) ? null : length;
  // What begins with nothing is there to be filled, often by those that it is given to.
  return isNeverChanged(variable, names) ? 0 : null;
}

function mayGrowAt({ parent }: ts.Identifier): boolean {
  const call = methodCall(parent.parent);
  if (call && GROWING.has(call.name)) return true;
  return (ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) && isTarget(parent);
}

function sum(lengths: readonly (number | null)[]): number | null {
  let all = 0;
  for (const length of lengths) {
    if (length === null) return null;
    all += length;
  }
  return all;
}

/** Whether a list is short: by what is written out, by its name, or as what is given to a function one by one. */
export function isShortList(list: ts.Expression, most: number, names: Names): boolean {
  const name = lastNameOf(list);
  if (name !== null && namesFew(name)) return true;
  const declaration = names.variableAt(list)?.declarations[0]?.parent;
  if (declaration && ts.isParameter(declaration) && declaration.dotDotDotToken) return true;
  if (isPartsOfOne(list, names)) return true;
  const length = mostLength(list, names);
  return length !== null && length <= most;
}

/** Whether a loop has few turns: by what it goes through, by the number that it counts to, or as it goes up from one to what is around it. */
export function isShortLoop({ node, over }: Loop, most: number, names: Names): boolean {
  if (over) return isShortList(over, most, names);
  if (goesUp(node, names)) return true;
  if (!ts.isForStatement(node) || !node.condition) return false;
  const condition = unwrapped(node.condition);
  if (!ts.isBinaryExpression(condition)) return false;
  const { left, operatorToken, right } = condition;
  if (operatorToken.kind !== ts.SyntaxKind.LessThanToken && operatorToken.kind !== ts.SyntaxKind.LessThanEqualsToken) return false;
  if (!ts.isIdentifier(unwrapped(left))) return false;
  const end = unwrapped(right);
  if (ts.isPropertyAccessExpression(end) && end.name.text === 'length') return isShortList(end.expression, most, names);
  const count = constantNumber(end, names);
  return count !== null && count <= most;
}

/** `version.split('.')`: what such signs divide is a name, a path or a number, and no text. */
function isPartsOfOne(list: ts.Expression, names: Names): boolean {
  const call = methodCall(constantOf(list, names) ?? undefined);
  const separator = call?.name === 'split' && call.args[0] ? constantText(call.args[0], names) : null;
  return separator !== null && /^[-.:/\\|=@_#?&]+$/u.test(separator);
}

const UP = /^(?:parent\w*|outer\w*|super\w*|owner\w*|enclosing\w*|up|upper|proto|__proto__|prototype|getPrototypeOf|dirname)$/u;

/** `while (at) at = at.parent`, `while (folder !== root) folder = dirname(folder)`. */
function goesUp(loop: ts.Node, names: Names): boolean {
  const condition =
    ts.isWhileStatement(loop) || ts.isDoStatement(loop) ? loop.expression : ts.isForStatement(loop) ? loop.condition : undefined;
  if (!condition) return false;
  for (const node of nodesIn(condition)) {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    if (variable?.references.some(({ identifier, writes }) => writes && contains(loop, identifier) && isSetToWhatIsAbove(identifier)))
      return true;
  }
  return false;
}

function isSetToWhatIsAbove({ parent, text }: ts.Identifier): boolean {
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const above = unwrapped(parent.right);
  const call = ts.isCallExpression(above) ? unwrapped(above.expression) : null;
  const name = call ? lastName(call) : ts.isPropertyAccessExpression(above) ? above.name.text : '';
  const [first] = ts.isCallExpression(above) ? above.arguments : [];
  const from = call ? first : ts.isPropertyAccessExpression(above) ? above.expression : undefined;
  return UP.test(name) && from !== undefined && ts.isIdentifier(unwrapped(from)) && (unwrapped(from) as ts.Identifier).text === text;
}

/** Of `a.b.rows`, and of `Object.keys(rows)`, `rows`. */
function lastNameOf(expression: ts.Expression): string | null {
  const inner = unwrapped(expression);
  if (ts.isIdentifier(inner)) return inner.text;
  if (ts.isPropertyAccessExpression(inner)) return inner.name.text;
  const call = methodCall(inner);
  if (!call) return null;
  const { receiver, name, args } = call;
  if (ts.isIdentifier(receiver) && receiver.text === 'Object' && args[0]) return lastNameOf(args[0]);
  return NO_MORE.has(name) || name === 'entries' ? lastNameOf(receiver) : null;
}
