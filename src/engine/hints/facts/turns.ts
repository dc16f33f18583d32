import { ts } from '../../syntax/index.ts';
import { isAssignedIn } from './changes.ts';
import type { Loop } from './loops.ts';
import type { Names } from './names.ts';
import { contains, methodCall, nodesIn } from './shapes.ts';

/** All that is run in each turn of a loop itself, without functions that are made in it. */
export const nodesOfTurn = ({ body }: Loop): Generator<ts.Node> => nodesIn(body, ts.isFunctionLike);

/** Whether an expression needs something of the turn: the element that the loop is at, or what was made of it. */
export function usesTurn(expression: ts.Node, loop: Loop, { variableOf }: Names): boolean {
  for (const node of nodesIn(expression)) {
    const variable = ts.isIdentifier(node) ? variableOf(node) : null;
    if (variable?.declarations.some((each) => contains(loop.node, each) && !contains(expression, each))) return true;
  }
  return false;
}

/** Whether an expression needs what an earlier turn left: a name from outside that gets another value in the loop. */
export function usesEarlierTurn(expression: ts.Node, loop: Loop, { variableOf }: Names): boolean {
  for (const node of nodesIn(expression)) {
    const variable = ts.isIdentifier(node) ? variableOf(node) : null;
    if (!variable || variable.declarations.some((each) => contains(loop.node, each))) continue;
    if (isAssignedIn(variable, loop.body)) return true;
  }
  return false;
}

/** Whether a turn may be the last one: by `return` or `break`, not by an error. */
export function mayLeave(loop: Loop): boolean {
  if (loop.kind === 'callback') return /^(?:every|find|some)/u.test(methodCall(loop.node)?.name ?? '');
  for (const node of nodesOfTurn(loop)) {
    if (ts.isReturnStatement(node)) return true;
    if (ts.isBreakStatement(node) && !isOfInner(node, loop)) return true;
  }
  return false;
}

function isOfInner(node: ts.BreakStatement, loop: Loop): boolean {
  if (node.label) return false;
  for (let at: ts.Node = node.parent; at !== loop.node; at = at.parent)
    if (ts.isIterationStatement(at, false) || ts.isSwitchStatement(at)) return true;
  return false;
}

/** Whether a loop goes through all of a list: not through what comes in, and not until something is so. */
export const isOverList = ({ kind, node }: Loop): boolean =>
  kind === 'callback' || (kind === 'forOf' && !(node as ts.ForOfStatement).awaitModifier) || kind === 'for';
