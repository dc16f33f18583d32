import { ts, unwrapped } from '../../syntax/index.ts';
import { isNeverChanged } from './changes.ts';
import type { FileFacts } from './fileFacts.ts';
import { type Variable } from './names.ts';
import { writtenType } from './writtenTypes.ts';

/** `object`: has only primitive values; `list`: of primitive values; `rows`: a list of such objects. */
export type FlatShape = 'list' | 'object' | 'rows';

/** Deep enough for what people write, and an end for what refers to itself. */
const MOST_STEPS = 6;
const PRIMITIVE = new Set(['boolean', 'number', 'string']);

/** What an expression holds that has nothing within which would have to be copied, too: by a type of the file, or as it is written out; null otherwise. */
export function flatShape(expression: ts.Expression, { kinds, names, source }: FileFacts): FlatShape | null {
  const types = new Map<string, ts.Node[]>();
  for (const statement of source.statements)
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isEnumDeclaration(statement))
      types.set(statement.name.text, [...(types.get(statement.name.text) ?? []), statement]);

  const declared = (type: ts.TypeNode): ts.Node | null => {
    if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return null;
    const [only, ...others] = types.get(type.typeName.text) ?? [];
    const hasParameters = only && (ts.isInterfaceDeclaration(only) || ts.isTypeAliasDeclaration(only)) && only.typeParameters !== undefined;
    return only && others.length === 0 && !hasParameters ? only : null;
  };

  const isPrimitive = (type: ts.TypeNode | undefined, steps: number): boolean => {
    if (!type || steps === 0) return false;
    if (ts.isParenthesizedTypeNode(type)) return isPrimitive(type.type, steps - 1);
    if (ts.isUnionTypeNode(type)) return type.types.every((part) => isPrimitive(part, steps - 1));
    if (ts.isLiteralTypeNode(type) || ts.isTemplateLiteralTypeNode(type)) return true;
    const { kind } = type;
    if (kind === ts.SyntaxKind.StringKeyword || kind === ts.SyntaxKind.NumberKeyword || kind === ts.SyntaxKind.BooleanKeyword) return true;
    const own = declared(type);
    return own !== null && (ts.isEnumDeclaration(own) || (ts.isTypeAliasDeclaration(own) && isPrimitive(own.type, steps - 1)));
  };

  const isFlat = (members: ts.NodeArray<ts.TypeElement>): boolean =>
    members.length > 0 &&
    members.every(
      (member) => (ts.isPropertySignature(member) || ts.isIndexSignatureDeclaration(member)) && isPrimitive(member.type, MOST_STEPS),
    );

  const isFlatObject = (type: ts.TypeNode, steps: number): boolean => {
    if (steps === 0) return false;
    if (ts.isParenthesizedTypeNode(type)) return isFlatObject(type.type, steps - 1);
    if (ts.isTypeLiteralNode(type)) return isFlat(type.members);
    if (ts.isIntersectionTypeNode(type)) return type.types.every((part) => isFlatObject(part, steps - 1));
    const own = declared(type);
    if (own && ts.isTypeAliasDeclaration(own)) return isFlatObject(own.type, steps - 1);
    if (own && ts.isInterfaceDeclaration(own)) return isFlat(own.members) && !own.heritageClauses;
    if (own || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName) || types.has(type.typeName.text)) return false;
    const [first, second] = type.typeArguments ?? [];
    if (/^(?:Omit|Partial|Pick|Readonly|Required)$/u.test(type.typeName.text)) return first !== undefined && isFlatObject(first, steps - 1);
    return type.typeName.text === 'Record' && isPrimitive(second, steps - 1);
  };

  const elementOf = (type: ts.TypeNode): ts.TypeNode | null => {
    if (ts.isArrayTypeNode(type)) return type.elementType;
    if (ts.isTypeOperatorNode(type) && type.operator === ts.SyntaxKind.ReadonlyKeyword) return elementOf(type.type);
    const isList = ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && /^(?:Readonly)?Array$/u.test(type.typeName.text);
    return isList ? (type.typeArguments?.[0] ?? null) : null;
  };

  const shapeOfType = (type: ts.TypeNode): FlatShape | null => {
    const element = elementOf(type);
    if (!element) return isFlatObject(type, MOST_STEPS) ? 'object' : null;
    if (isPrimitive(element, MOST_STEPS)) return 'list';
    return isFlatObject(element, MOST_STEPS) ? 'rows' : null;
  };

  const variable = names.variableAt(expression);
  const type = writtenType(expression) ?? (variable && kinds.typeOf(variable));
  if (type) return shapeOfType(type);
  if (kinds.kindOf(expression) === 'array' && PRIMITIVE.has(kinds.elementKindOf(expression))) return 'list';
  const literal = variable && literalOf(variable);
  if (!variable || !literal || !isNeverChanged(variable, names)) return null;
  const isOfPrimitives = literal.properties.every(
    (each) => ts.isPropertyAssignment(each) && !ts.isComputedPropertyName(each.name) && PRIMITIVE.has(kinds.kindOf(each.initializer)),
  );
  return isOfPrimitives && literal.properties.length > 0 ? 'object' : null;
}

/** The object that a constant is written out as. */
function literalOf({ kind, declarations: [declaration] }: Variable): ts.ObjectLiteralExpression | null {
  const parent = kind === 'const' ? declaration?.parent : undefined;
  const made = parent && ts.isVariableDeclaration(parent) && parent.initializer ? unwrapped(parent.initializer) : null;
  return made && ts.isObjectLiteralExpression(made) ? made : null;
}
