import { ts, unwrapped } from '../../syntax/index.ts';
import type { Edit } from '../rule.ts';
import { waitsInTurn } from './accumulators.ts';
import { isAssignedIn, mayChangeDuring } from './changes.ts';
import type { FileFacts } from './fileFacts.ts';
import { isShortList, isShortLoop } from './lengths.ts';
import { loopAround, type Loop } from './loops.ts';
import { type Names, type Variable } from './names.ts';
import { withoutLoss } from './places.ts';
import { isPure } from './purity.ts';
import { contains, inlineFunction, methodCall, nodesIn, onlyResult, parameterName, wrapped, type MethodCall } from './shapes.ts';

/** Lists of up to so many are searched as fast as a set, and loops of so many turns are not worth building one. */
export const FEW_ELEMENTS = 20;

/** Loops over lists that end with what they found. */
const ENDING = new Set(['every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some']);

/**
 * The outermost loop all through which a list stays as it is, around a search in that list; null where there is none, and where none of
 * the loops may have many turns.
 */
export function loopOfSearch(search: ts.Node, list: ts.Expression, names: Names): Loop | null {
  const root = rootOf(list);
  const variable = root && names.variableOf(root);
  if (!variable) return null;
  let [outermost, hasMany]: [Loop | null, boolean] = [null, false];
  for (let loop = loopAround(search); loop && !mayChangeDuring(variable, loop.node, names); loop = loopAround(loop.node)) {
    outermost = loop;
    hasMany ||= mayBeLong(loop, search, names);
  }
  return hasMany ? outermost : null;
}

/** The name that `a` and `a.b.c` begin with. */
function rootOf(list: ts.Expression): ts.Identifier | null {
  let at = unwrapped(list);
  while (ts.isPropertyAccessExpression(at) && !at.questionDotToken) at = unwrapped(at.expression);
  return ts.isIdentifier(at) ? at : null;
}

function mayBeLong(loop: Loop, search: ts.Node, names: Names): boolean {
  const { kind, node } = loop;
  if (kind === 'callback' && ENDING.has(methodCall(node)?.name ?? '')) return false;
  // `while (taken.includes(name)) name += 1`: it ends with the first that is free.
  const condition = ts.isForStatement(node) ? node.condition : ts.isWhileStatement(node) || ts.isDoStatement(node) ? node.expression : null;
  if (condition && (contains(condition, search) || goesOnWith(search, condition, names))) return false;
  return !isShortLoop(loop, FEW_ELEMENTS, names) && !waitsInTurn(loop);
}

/** `while (node) node = nodes.find(…)`: it goes from one to the next, until there is none. */
function goesOnWith(search: ts.Node, condition: ts.Expression, names: Names): boolean {
  const { parent } = wrapped(search);
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const variable = names.variableAt(parent.left);
  return variable?.references.some(({ identifier }) => contains(condition, identifier)) ?? false;
}

/** Whether an expression names something that is made or set in a loop, and not in the expression. */
export function variesIn(expression: ts.Expression, loop: ts.Node, names: Names): boolean {
  for (const node of nodesIn(expression)) {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    if (variable && isAssignedIn(variable, loop) && !variable.declarations.some((each) => contains(expression, each))) return true;
  }
  return false;
}

/** A search through a list for the element with a key, in a loop: `users.find((user) => user.id === post.author)`. */
export interface KeySearch {
  readonly method: MethodCall;
  readonly list: ts.Expression;
  /** The variable that the list is, or that it is a part of. */
  readonly variable: Variable;
  /** What an element is called; null where only its key has a name. */
  readonly item: string | null;
  /** From the element to its key, without a dot before: `owner.id`. */
  readonly key: string;
  /** What the key is compared with. */
  readonly wanted: ts.Expression;
  readonly loop: Loop;
}

export function keySearch(call: ts.CallExpression, methods: ReadonlySet<string>, { kinds, names }: FileFacts): KeySearch | null {
  const method = methodCall(call);
  if (!method || !methods.has(method.name) || method.args.length !== 1 || method.isOptional) return null;
  const fn = inlineFunction(method.args[0]);
  const test = fn && isPlain(fn) && fn.parameters.length === 1 ? onlyResult(fn) : null;
  if (!fn || !test || !ts.isBinaryExpression(test) || test.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken) return null;
  const [parameter] = fn.parameters;
  const match = keyOf(test.left, parameter!, names) ?? keyOf(test.right, parameter!, names);
  if (!match) return null;
  const wanted = match.side === test.left ? test.right : test.left;
  const isOfOutside = !mentions(wanted, parameter!, names) && isPure(wanted, names, kinds);
  const list = unwrapped(method.receiver);
  const root = rootOf(list);
  const variable = root && names.variableOf(root);
  // What another file gives is most often a table of a few.
  if (!isOfOutside || !variable || variable.kind === 'import') return null;
  const kind = kinds.kindOf(list);
  if ((kind !== 'array' && kind !== 'unknown') || isShortList(list, FEW_ELEMENTS, names)) return null;
  const loop = loopOfSearch(call, list, names);
  if (!loop || !variesIn(wanted, loop.node, names)) return null;
  return { method, list, variable, item: match.item, key: match.key, wanted, loop };
}

const isPlain = (fn: ts.ArrowFunction | ts.FunctionExpression): boolean => !fn.modifiers && !fn.asteriskToken;

/** What of an element one side of a comparison is. */
function keyOf(side: ts.Expression, parameter: ts.ParameterDeclaration, names: Names) {
  const path: string[] = [];
  let at = unwrapped(side);
  for (; ts.isPropertyAccessExpression(at) && !at.questionDotToken && ts.isIdentifier(at.name); at = unwrapped(at.expression))
    path.unshift(at.name.text);
  const variable = ts.isIdentifier(at) ? names.variableOf(at) : null;
  const [declaration] = variable?.declarations ?? [];
  if (!declaration || !contains(parameter.name, declaration)) return null;
  const name = parameterName(parameter);
  if (name) return path.length === 0 ? null : { side, item: name.text, key: path.join('.') };
  const element = declaration.parent;
  const isOfPattern =
    ts.isBindingElement(element) && element.parent === parameter.name && ts.isObjectBindingPattern(element.parent) && !element.initializer;
  if (!isOfPattern || element.dotDotDotToken || (element.propertyName && !ts.isIdentifier(element.propertyName))) return null;
  return { side, item: null, key: [(element.propertyName ?? declaration).text, ...path].join('.') };
}

function mentions(expression: ts.Expression, parameter: ts.ParameterDeclaration, names: Names): boolean {
  for (const node of nodesIn(expression)) {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    if (variable?.declarations.some((each) => contains(parameter, each))) return true;
  }
  return false;
}

/** Edits that leave of a search only what is wanted, between two texts; null where a comment would be lost. */
export function wantedOnly({ method, wanted }: KeySearch, before: string, behind: string, source: ts.SourceFile): readonly Edit[] | null {
  const { call } = method;
  const edits = [
    { start: call.getStart(source), end: wanted.getStart(source), text: before },
    { start: wanted.end, end: call.end, text: behind },
  ];
  return withoutLoss(edits, source);
}
