import { ts } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { isCondition } from './shapes.ts';

/**
 * Whether a variable may be `null` or `undefined` by what is written where it is declared, whatever the code around has found out since.
 * The kind of such a value is that of its other half.
 */
export function mayBeNothing(expression: ts.Expression, { kinds, names }: FileFacts): boolean {
  const variable = names.variableAt(expression);
  const declaration = variable?.declarations[0]?.parent;
  if (!variable || !declaration) return false;
  if (ts.isParameter(declaration) && declaration.questionToken) return true;
  const type = kinds.typeOf(variable);
  if (type) return allowsNothing(type);
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer) return false;
  const { parent: around } = declaration.parent;
  return !ts.isForOfStatement(around) && !ts.isForInStatement(around) && !ts.isCatchClause(declaration.parent);
}

function allowsNothing(type: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(type)) return allowsNothing(type.type);
  if (ts.isUnionTypeNode(type)) return type.types.some(allowsNothing);
  if (ts.isLiteralTypeNode(type)) return type.literal.kind === ts.SyntaxKind.NullKeyword;
  return type.kind === ts.SyntaxKind.UndefinedKeyword || type.kind === ts.SyntaxKind.VoidKeyword;
}

/** `undefined`, `null` or `void 0`, as it is written. */
export const isNothing = (node: ts.Expression): boolean =>
  (ts.isIdentifier(node) && node.text === 'undefined') || node.kind === ts.SyntaxKind.NullKeyword || ts.isVoidExpression(node);

/**
 * Whether `undefined` may come in the place of an expression and the types stay right: in code without types, and where the code around
 * asks for it. An index into a list says that there is an element; other ways to the same do not.
 */
export function expectsNothing(expression: ts.Expression, source: ts.SourceFile): boolean {
  if (/\.[cm]?jsx?$/u.test(source.fileName)) return true;
  const { parent } = expression;
  if (ts.isNonNullExpression(parent) || isCondition(expression)) return true;
  if (ts.isPropertyAccessExpression(parent)) return parent.questionDotToken !== undefined;
  if (!ts.isBinaryExpression(parent) || parent.left !== expression) return false;
  const { kind } = parent.operatorToken;
  return (
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    (kind >= ts.SyntaxKind.EqualsEqualsToken && kind <= ts.SyntaxKind.ExclamationEqualsEqualsToken)
  );
}
