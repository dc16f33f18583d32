import { ts } from '../../syntax/index.ts';
import { CHANGING, isAssignment, isTarget } from './changes.ts';
import type { FileFacts } from './fileFacts.ts';
import { callingByName, loopsAround, type Loop } from './loops.ts';
import type { Names, Variable } from './names.ts';
import { contains, functionAround, methodCall, nodesIn } from './shapes.ts';
import { knownLength } from './values.ts';

/** Code that runs again and again, with the same outcome each time. */
export interface Repeated {
  /** The widest part of the code within which the outcome is the same: a loop, or a function that is called in one. */
  readonly part: ts.Node;
  /** When it runs, in words: `in each turn of the loop`. */
  readonly when: string;
  /** The innermost loop, or the one that the function is called in. */
  readonly loop: Loop;
}

/** Lists that are written out and no longer than this make no loop worth a hint. */
const SHORT = 4;

/**
 * Finds out whether a node runs again and again while some values that it takes stay the same. They are taken for plain ones, such as
 * texts, numbers and options: that they are handed to others changes nothing.
 */
export function repeatedWithSame(node: ts.Expression, values: readonly ts.Expression[], file: FileFacts): Repeated | null {
  const loops = loopsAround(node);
  let part: ts.Node | null = null;
  let inner: Loop | null = null;
  for (const loop of loops) {
    if (!values.every((value) => isSameIn(value, loop.node, file))) break;
    if (isShort(loop, file.names)) continue;
    part = loop.node;
    inner ??= loop;
  }
  if (part && inner) return { part, when: whenOf(inner), loop: inner };
  if (loops.length > 0) return null;
  const fn = functionAround(node);
  const loop = fn && loopCalling(fn, file.names);
  if (!fn || !loop || isShort(loop, file.names)) return null;
  if (!values.every((value) => isSameIn(value, fn, file))) return null;
  return { part: fn, when: loop.kind === 'comparator' ? whenOf(loop) : 'in each call of a function that a loop calls', loop };
}

/** Whether an expression is put where it outlasts a part of the code, to be taken from there the next time. */
export function isKeptBeyond(node: ts.Expression, part: ts.Node, file: FileFacts): boolean {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent) || isAlternative(at.parent)) at = at.parent;
  const { parent } = at;
  if (!ts.isBinaryExpression(parent) || parent.right !== at || !isAssignment(parent.operatorToken.kind)) return false;
  if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return true;
  let target = parent.left;
  while (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) {
    // Another element each time.
    if (ts.isElementAccessExpression(target) && !isSameIn(target.argumentExpression, part, file)) return false;
    target = target.expression;
  }
  const variable = file.names.variableAt(target);
  return !variable?.declarations.some((each) => contains(part, each));
}

const isAlternative = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) &&
  (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken || node.operatorToken.kind === ts.SyntaxKind.BarBarToken);

export function whenOf({ kind, node }: Loop): string {
  if (kind === 'comparator') return 'for each comparison';
  return kind === 'callback' ? `in each turn of \`${methodCall(node)?.name ?? 'the loop'}\`` : 'in each turn of the loop';
}

/** Whether what a loop goes through is written out, and short. */
export function isShort({ over }: Loop, names: Names): boolean {
  const length = over && knownLength(over, names);
  return length !== null && length <= SHORT;
}

/** Whether something is in a loop over more than a few, or in a function that the file has called for each of many by its name. */
export function runsAgain(node: ts.Node, names: Names): boolean {
  const loops = loopsAround(node);
  if (loops.length > 0) return !loops.every((loop) => isShort(loop, names));
  const fn = functionAround(node);
  return (
    (fn &&
      variableOfFunction(fn, names)?.references.some(({ identifier }) => {
        const loop = callingByName(identifier);
        return loop !== null && !isShort(loop, names);
      })) ??
    false
  );
}

/** A loop of the file that calls a function by its name, or has it called for each element. */
function loopCalling(fn: ts.Node, names: Names): Loop | null {
  for (const { identifier } of variableOfFunction(fn, names)?.references ?? []) {
    if (contains(fn, identifier)) continue;
    const isCalled = ts.isCallExpression(identifier.parent) && identifier.parent.expression === identifier;
    const loop = isCalled ? (loopsAround(identifier)[0] ?? null) : callingByName(identifier);
    if (loop) return loop;
  }
  return null;
}

/** The name of a function that keeps it: `function name`, `const name = () => …`. */
export function variableOfFunction(fn: ts.Node, names: Names): Variable | null {
  if (ts.isFunctionDeclaration(fn)) return fn.name ? names.variableOf(fn.name) : null;
  const { parent } = fn;
  if (!parent || !ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return null;
  const variable = names.variableOf(parent.name);
  return variable?.kind === 'const' ? variable : null;
}

/** Methods whose result depends on nothing but plain values. */
const PLAIN = new Set(['join', 'normalize', 'replace', 'replaceAll', 'slice', 'toLowerCase', 'toString', 'toUpperCase', 'trim']);

/** Whether an expression of plain values is the same whenever a part of the code runs. */
export function isSameIn(expression: ts.Expression, part: ts.Node, { names }: FileFacts): boolean {
  for (const node of nodesIn(expression)) {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return false;
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node) || ts.isFunctionLike(node) || ts.isNewExpression(node)) return false;
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return false;
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) return false;
    }
    if (ts.isTaggedTemplateExpression(node) && !isRaw(node.tag)) return false;
    if (ts.isCallExpression(node) && !isPlainCall(node)) return false;
    if (!ts.isIdentifier(node)) continue;
    const variable = names.variableOf(node);
    if (variable && isSetIn(variable, memberOf(node), part)) return false;
  }
  return true;
}

const isRaw = (tag: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(tag) && ts.isIdentifier(tag.expression) && tag.expression.text === 'String' && tag.name.text === 'raw';

/** Of texts, and what makes them fit into an expression: `escapeRegExp(text)`. */
function isPlainCall(call: ts.CallExpression): boolean {
  const name = methodCall(call)?.name ?? (ts.isIdentifier(call.expression) ? call.expression.text : '');
  return PLAIN.has(name) || name === 'String' || /escape/iu.test(name);
}

/** Whether a name gets another value in a part of the code, or what it stands for another element, or the property that matters. */
function isSetIn(variable: Variable, member: string | null, part: ts.Node): boolean {
  if (variable.declarations.some((each) => contains(part, each))) return true;
  return variable.references.some(({ identifier, writes }) => {
    if (contains(part, identifier)) return writes || isMemberSet(identifier, member);
    // Of a function that is called in the part, maybe.
    return writes && !isBefore(identifier, part);
  });
}

/** Whether code stands where a part of the code does, or around that, so that it does not run while the part does. */
function isBefore(node: ts.Node, part: ts.Node): boolean {
  const fn = functionAround(node);
  return fn === null || contains(fn, part);
}

/** The property that is read of a name; null where it is not only one. */
function memberOf({ parent }: ts.Identifier): string | null {
  return ts.isPropertyAccessExpression(parent) && !ts.isCallExpression(parent.parent) ? parent.name.text : null;
}

function isMemberSet(identifier: ts.Identifier, member: string | null): boolean {
  const own = memberOf(identifier);
  if (own !== null && member !== null && own !== member) return false;
  let at: ts.Expression = identifier;
  while (
    (ts.isPropertyAccessExpression(at.parent) || ts.isElementAccessExpression(at.parent) || ts.isNonNullExpression(at.parent)) &&
    at.parent.expression === at
  )
    at = at.parent;
  if (at === identifier) return false;
  const called = ts.isCallExpression(at.parent) && at.parent.expression === at ? methodCall(at.parent) : null;
  return called ? CHANGING.has(called.name) : isTarget(at);
}

/** Whether a node stands where only a failure leads within a part of the code: in `throw`, or in `catch`. */
export function isInFailure(node: ts.Node, part: ts.Node): boolean {
  for (let at = node; at !== part && at.parent; at = at.parent) if (ts.isThrowStatement(at) || ts.isCatchClause(at)) return true;
  return false;
}

/** Whether a node may be left out in a turn of a loop: it stands behind a condition, or where only a failure leads. */
export function isConditionalIn(node: ts.Node, loop: ts.Node): boolean {
  for (let at = node; at !== loop && at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isIfStatement(parent) && parent.expression !== at) return true;
    if (ts.isConditionalExpression(parent) && parent.condition !== at) return true;
    if (ts.isBinaryExpression(parent) && parent.right === at && isShortCut(parent.operatorToken.kind)) return true;
    if (ts.isCaseOrDefaultClause(at) || ts.isThrowStatement(at) || ts.isCatchClause(at)) return true;
  }
  return false;
}

const isShortCut = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken ||
  kind === ts.SyntaxKind.BarBarToken ||
  kind === ts.SyntaxKind.QuestionQuestionToken ||
  kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ||
  kind === ts.SyntaxKind.BarBarEqualsToken ||
  kind === ts.SyntaxKind.QuestionQuestionEqualsToken;

/** Methods that stop where they have found what they look for. */
const SEARCHING = new Set(['every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some']);

/** Whether a loop may end before it has gone through all. */
export function endsEarly({ kind, node, body }: Loop): boolean {
  if (kind === 'comparator') return false;
  if (kind === 'callback') return SEARCHING.has(methodCall(node)?.name ?? '');
  for (const each of nodesIn(body, (part) => ts.isFunctionLike(part)))
    if (ts.isReturnStatement(each) || (ts.isBreakStatement(each) && isOf(each, node))) return true;
  return false;
}

function isOf(node: ts.BreakStatement, loop: ts.Node): boolean {
  if (node.label) return true;
  for (let at: ts.Node = node.parent; at !== loop; at = at.parent)
    if (ts.isIterationStatement(at, false) || ts.isSwitchStatement(at)) return false;
  return true;
}

/** Whether each turn of a loop waits for something, beside what is known of. */
export function waits({ node, body }: Loop, known: ts.Node | null = null): boolean {
  if (ts.isForOfStatement(node) && node.awaitModifier) return true;
  for (const each of nodesIn(body, (part) => ts.isFunctionLike(part)))
    if ((ts.isAwaitExpression(each) && each.expression !== known) || ts.isYieldExpression(each)) return true;
  return false;
}
