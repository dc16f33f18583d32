import { ts, unwrapped } from '../../syntax/index.ts';
import { isNeverChanged } from './changes.ts';
import { type Names } from './names.ts';

/** The text that an expression always is: a literal, or a constant that is one; null for all else. */
export function constantText(expression: ts.Expression, names: Names): string | null {
  const inner = constantOf(expression, names);
  return inner && ts.isStringLiteralLike(inner) ? inner.text : null;
}

/** The number that an expression always is; null for all else. */
export function constantNumber(expression: ts.Expression, names: Names): number | null {
  const inner = constantOf(expression, names);
  if (inner && ts.isNumericLiteral(inner)) return Number(inner.text);
  const isNegative = inner && ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.MinusToken;
  return isNegative && ts.isNumericLiteral(inner.operand) ? -Number(inner.operand.text) : null;
}

/** What a name that never changes was declared with, however often names lead to names; the expression itself where it is no name. */
export function constantOf(expression: ts.Expression, names: Names): ts.Expression | null {
  let at = unwrapped(expression);
  for (let steps = 0; ts.isIdentifier(at) && steps < 8; steps += 1) {
    const variable = names.variableOf(at);
    const parent = variable?.kind === 'const' ? variable.declarations[0]?.parent : undefined;
    if (!parent || !ts.isVariableDeclaration(parent) || !parent.initializer || !ts.isIdentifier(parent.name)) return null;
    at = unwrapped(parent.initializer);
  }
  return at;
}

/** How many elements a list has that is written out, and that nothing in the file changes; null where that is not known. */
export function knownLength(expression: ts.Expression, names: Names): number | null {
  const list = constantOf(expression, names);
  if (!list || !ts.isArrayLiteralExpression(list) || list.elements.some((each) => ts.isSpreadElement(each))) return null;
  const variable = names.variableAt(expression);
  return variable && !isNeverChanged(variable, names) ? null : list.elements.length;
}
