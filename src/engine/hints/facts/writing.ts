import { ts } from '../../syntax/index.ts';

/** What a method is called on, in parentheses where it would bind to less. */
export function receiverText(node: ts.Expression, source: ts.SourceFile): string {
  const text = node.getText(source);
  const isOne =
    ts.isLeftHandSideExpression(node) && !ts.isNumericLiteral(node) && !(ts.isNewExpression(node) && node.arguments === undefined);
  return isOne ? text : `(${text})`;
}

/** An expression where only a whole one can stand, as an argument: without parentheses of its own. */
export function argumentOfParentheses(node: ts.Expression): ts.Expression {
  if (!ts.isParenthesizedExpression(node)) return node;
  const { expression } = node;
  const isList = ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
  return isList ? node : argumentOfParentheses(expression);
}

/** A string literal of a text that has no line breaks. */
export const quoted = (text: string): string => `'${text.replaceAll(/['\\]/gu, '\\$&')}'`;

/** Whether a change of a node would lose a comment: one stands outside of the parts that are kept, or that have none. */
export function losesComment(node: ts.Node, kept: readonly ts.Node[], source: ts.SourceFile): boolean {
  let at = node.getStart(source);
  for (const part of kept.toSorted((a, b) => a.pos - b.pos)) {
    if (hasComment(source.text.slice(at, part.getStart(source)))) return true;
    at = part.end;
  }
  return hasComment(source.text.slice(at, node.end));
}

const hasComment = (text: string): boolean => text.includes('//') || text.includes('/*');

/** Whether an expression is another one by itself, if with parentheses or `!` around it: no other type is said for it. */
export function isBare(expression: ts.Expression, inner: ts.Expression): boolean {
  let at = expression;
  while (ts.isParenthesizedExpression(at) || ts.isNonNullExpression(at)) at = at.expression;
  return at === inner;
}
