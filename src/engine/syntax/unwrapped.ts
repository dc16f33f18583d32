import { ts } from './typescript.ts';

type Wrapper = ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression | ts.TypeAssertion;

// Asked for nearly every expression of a file by nearly every rule.
const WRAPPERS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.TypeAssertionExpression,
]);

/** Without parentheses and what only types say. */
export function unwrapped(expression: ts.Expression): ts.Expression {
  let at = expression;
  while (WRAPPERS.has(at.kind)) at = (at as Wrapper).expression;
  return at;
}
