import { ts } from '../../syntax/index.ts';
import type { FileFacts } from './fileFacts.ts';
import { methodCall } from './shapes.ts';
import { constantOf } from './values.ts';
import { writtenType } from './writtenTypes.ts';

/** `shaped`: has the properties that are written out for it; `dictionary`: has whatever keys were put in. */
export type PlainObject = 'dictionary' | 'shaped';

/** What an object is that inherits nothing which could be gone through: by a type of the file, or as it is made; null where that is not known. */
export function plainObject(expression: ts.Expression, { kinds, names, source }: FileFacts): PlainObject | null {
  const variable = names.variableAt(expression);
  const type = writtenType(expression) ?? (variable && kinds.typeOf(variable));
  if (type) return ofType(type, source);
  const made = constantOf(expression, names);
  if (!made || made === expression) return null;
  if (ts.isObjectLiteralExpression(made)) return made.properties.length > 0 ? 'shaped' : 'dictionary';
  const call = methodCall(made);
  const isBare = call?.name === 'create' && call.args[0]?.kind === ts.SyntaxKind.NullKeyword;
  return isBare && ts.isIdentifier(call.receiver) && call.receiver.text === 'Object' ? 'dictionary' : null;
}

function ofType(type: ts.TypeNode, source: ts.SourceFile): PlainObject | null {
  if (ts.isParenthesizedTypeNode(type)) return ofType(type.type, source);
  if (ts.isTypeLiteralNode(type)) return ofMembers(type.members);
  if (ts.isMappedTypeNode(type)) return 'dictionary';
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return null;
  const { text } = type.typeName;
  const own = source.statements.filter(
    (each) =>
      (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each) || ts.isClassDeclaration(each)) && each.name?.text === text,
  );
  const [only] = own;
  if (own.length === 0) {
    const [first] = type.typeArguments ?? [];
    if (text === 'Readonly' || text === 'Partial' || text === 'Required') return first ? ofType(first, source) : null;
    return text === 'Record' ? 'dictionary' : null;
  }
  if (!only || own.length > 1) return null;
  if (ts.isInterfaceDeclaration(only)) return only.heritageClauses ? null : ofMembers(only.members);
  return ts.isTypeAliasDeclaration(only) && ts.isTypeLiteralNode(only.type) ? ofMembers(only.type.members) : null;
}

/** An object with methods may be one of a class. */
function ofMembers(members: ts.NodeArray<ts.TypeElement>): PlainObject | null {
  if (members.length > 0 && members.every(ts.isPropertySignature)) return 'shaped';
  return members.length === 1 && ts.isIndexSignatureDeclaration(members[0]!) ? 'dictionary' : null;
}
