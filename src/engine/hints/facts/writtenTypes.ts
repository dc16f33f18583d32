import { ts } from '../../syntax/index.ts';
import { common, CLASSES, type ValueKind } from './knownResults.ts';
import type { Variable } from './names.ts';

/** The type that an expression is said to have: `x as string[]`. What only takes `null` away says nothing. */
export function writtenType(expression: ts.Expression): ts.TypeNode | null {
  if (ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression)) return writtenType(expression.expression);
  if (!ts.isAsExpression(expression) && !ts.isSatisfiesExpression(expression) && !ts.isTypeAssertionExpression(expression)) return null;
  return ts.isConstTypeReference(expression.type) ? writtenType(expression.expression) : expression.type;
}

/** The type that is written for a variable; null without one. */
export function typeOf({ declarations }: Variable): ts.TypeNode | null {
  const [declaration] = declarations;
  const parent = declaration?.parent;
  if (!parent) return null;
  if (ts.isParameter(parent)) {
    if (parent.dotDotDotToken) return parent.type ?? null;
    return parent.type ?? ts.getJSDocType(parent) ?? null;
  }
  return ts.isVariableDeclaration(parent) ? (parent.type ?? ts.getJSDocType(parent) ?? null) : null;
}

export function kindOfType(type: ts.TypeNode): ValueKind {
  switch (type.kind) {
    case ts.SyntaxKind.ArrayType:
    case ts.SyntaxKind.TupleType:
      return 'array';
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.TemplateLiteralType:
      return 'string';
    case ts.SyntaxKind.NumberKeyword:
      return 'number';
    case ts.SyntaxKind.BooleanKeyword:
      return 'boolean';
    case ts.SyntaxKind.BigIntKeyword:
      return 'bigint';
    case ts.SyntaxKind.FunctionType:
      return 'function';
    case ts.SyntaxKind.TypeLiteral:
    case ts.SyntaxKind.MappedType:
    case ts.SyntaxKind.ObjectKeyword:
      return 'object';
    default:
      return kindOfOther(type);
  }
}

function kindOfOther(type: ts.TypeNode): ValueKind {
  if (ts.isParenthesizedTypeNode(type)) return kindOfType(type.type);
  if (ts.isTypeOperatorNode(type)) return type.operator === ts.SyntaxKind.KeyOfKeyword ? 'unknown' : kindOfType(type.type);
  if (ts.isLiteralTypeNode(type)) {
    if (ts.isStringLiteral(type.literal)) return 'string';
    if (ts.isNumericLiteral(type.literal)) return 'number';
    return type.literal.kind === ts.SyntaxKind.NullKeyword ? 'unknown' : 'boolean';
  }
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) return CLASSES.get(type.typeName.text) ?? 'unknown';
  if (ts.isUnionTypeNode(type)) {
    const parts = type.types.filter((part) => !isNothing(part)).map(kindOfType);
    return parts.length === 0 ? 'unknown' : parts.reduce(common);
  }
  return 'unknown';
}

export function elementKindOfType(type: ts.TypeNode): ValueKind {
  if (ts.isArrayTypeNode(type)) return kindOfType(type.elementType);
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return elementKindOfType(type.type);
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return 'unknown';
  const [first] = type.typeArguments ?? [];
  return first && /^(?:Readonly)?(?:Array|Set)$/u.test(type.typeName.text) ? kindOfType(first) : 'unknown';
}

const isNothing = (type: ts.TypeNode): boolean =>
  type.kind === ts.SyntaxKind.UndefinedKeyword || (ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword);
