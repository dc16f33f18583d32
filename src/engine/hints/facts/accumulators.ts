import { ts } from '../../syntax/index.ts';
import type { Loop } from './loops.ts';
import { lastName, nodesIn } from './shapes.ts';

/** Whether a function gives an expression back, as all it does or from one of its branches. */
export function isResultOf(expression: ts.Node, fn: ts.ArrowFunction | ts.FunctionExpression): boolean {
  let at = expression;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    (ts.isConditionalExpression(at.parent) && at.parent.condition !== at) ||
    ts.isAsExpression(at.parent) ||
    ts.isSatisfiesExpression(at.parent) ||
    ts.isNonNullExpression(at.parent)
  )
    at = at.parent;
  if (at.parent === fn) return fn.body === at;
  if (!ts.isReturnStatement(at.parent)) return false;
  for (let up: ts.Node = at.parent; up !== fn; up = up.parent) if (ts.isFunctionLike(up)) return false;
  return true;
}

/** Whether each turn of a loop waits for something, here or in what it yields to, which takes longer than all that lists cost. */
export function waitsInTurn({ node, body }: Loop): boolean {
  if ((ts.isWhileStatement(node) || ts.isDoStatement(node)) && waits(node.expression)) return true;
  return waits(body);
}

function waits(part: ts.Node): boolean {
  for (const node of nodesIn(part, ts.isFunctionLike)) {
    if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return true;
    if (ts.isCallExpression(node) && lastName(node.expression).endsWith('Sync')) return true;
  }
  return false;
}
