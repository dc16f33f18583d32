import { ts } from '../../syntax/index.ts';
import { inlineFunction, methodCall } from './shapes.ts';

/** Code that runs again and again: a loop, or a function that is called for each of many. */
export interface Loop {
  readonly kind: 'for' | 'forOf' | 'forIn' | 'while' | 'do' | 'callback' | 'comparator';
  /** The whole statement, or the call that the function is an argument of. */
  readonly node: ts.Node;
  /** What is run again and again. */
  readonly body: ts.Node;
  /** What is gone through: the list of `for of`, the receiver of `map`. */
  readonly over: ts.Expression | null;
}

/** Methods that call their first argument once for each element. */
const EACH = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'some',
]);
const COMPARING = new Set(['sort', 'toSorted']);

/**
 * The innermost loop that runs a node again and again. The list of `for of`, and the beginning of `for`, are run once. A function that is
 * not called at once for each of many ends the search: nobody knows when it runs.
 */
export function loopAround(node: ts.Node): Loop | null {
  for (let [at, below]: [ts.Node | undefined, ts.Node] = [node.parent, node]; at; below = at, at = at.parent) {
    const loop = loopAt(at, below);
    if (loop) return loop;
    if (ts.isFunctionLike(at)) {
      const calling = callingLoop(at);
      if (calling || !isCalledAtOnce(at)) return calling;
    }
    if (ts.isClassLike(at)) return null;
  }
  return null;
}

/** All loops around a node, the innermost first. */
export function loopsAround(node: ts.Node): Loop[] {
  const loops: Loop[] = [];
  for (let loop = loopAround(node); loop; loop = loopAround(loop.node)) loops.push(loop);
  return loops;
}

/** The loop that a statement or call is by itself, whatever part of it runs again. */
function loopAt(node: ts.Node, below: ts.Node): Loop | null {
  const loop = (kind: Loop['kind'], body: ts.Node, over: ts.Expression | null = null): Loop => ({ kind, node, body, over });
  if (ts.isForOfStatement(node) || ts.isForInStatement(node))
    return below === node.statement ? loop(ts.isForOfStatement(node) ? 'forOf' : 'forIn', node.statement, node.expression) : null;
  if (ts.isForStatement(node)) return below === node.initializer ? null : loop('for', node.statement);
  if (ts.isWhileStatement(node)) return loop('while', node.statement);
  return ts.isDoStatement(node) ? loop('do', node.statement) : null;
}

/** The call that a function is run by for each of many. */
export function callingLoop(fn: ts.Node): Loop | null {
  const call = argumentOf(fn);
  if (!call) return null;
  const method = methodCall(call);
  const { body } = fn as ts.ArrowFunction;
  if (method && inlineFunction(call.arguments[0]) === fn) {
    if (EACH.has(method.name)) return { kind: 'callback', node: call, body, over: method.receiver };
    if (COMPARING.has(method.name)) return { kind: 'comparator', node: call, body, over: method.receiver };
  }
  const isMapping = method?.name === 'from' && ts.isIdentifier(method.receiver) && method.receiver.text.endsWith('Array');
  return isMapping && inlineFunction(call.arguments[1]) === fn ? { kind: 'callback', node: call, body, over: call.arguments[0]! } : null;
}

/** The loop that a function runs in which is given by its name: `users.sort(byName)`. */
export function callingByName(name: ts.Identifier): Loop | null {
  const call = argumentOf(name);
  const method = call && methodCall(call);
  if (!method || method.args[0] !== name) return null;
  const kind = EACH.has(method.name) ? 'callback' : COMPARING.has(method.name) ? 'comparator' : null;
  return kind && { kind, node: method.call, body: name, over: method.receiver };
}

/** `(() => { … })()` is run where it stands. */
function isCalledAtOnce(fn: ts.Node): boolean {
  let at = fn;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  return ts.isCallExpression(at.parent) && at.parent.expression === at;
}

function argumentOf(fn: ts.Node): ts.CallExpression | null {
  let at = fn;
  while (at.parent && (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent))) at = at.parent;
  const { parent } = at;
  return parent && ts.isCallExpression(parent) && parent.arguments.includes(at as ts.Expression) ? parent : null;
}
