import { ts, unwrapped } from '../syntax/index.ts';
import { exportedNames, exportsAssignment } from './exportedNames.ts';

/** A function that may be found by its place, whether it can be called from elsewhere or not. */
export interface Candidate {
  /** As its users would say it: `parse`, `Parser.parse`. */
  readonly name: string;
  /** The whole of it, with what declares it. */
  readonly range: ts.Node;
  /** The name that its module exports it, or what has it, by; null where it does not. */
  readonly exported: string | null;
  /** Of a class or object: what it is called there. */
  readonly member: string | null;
  readonly access: 'function' | 'member' | 'static' | 'instance';
  /** What says its parameters and whether it is async; null of a value that is made by a call. */
  readonly declared: ts.SignatureDeclaration | null;
  /** Where the recording goes: into a body, or around an expression. */
  readonly site: { readonly kind: 'body'; readonly body: ts.Block } | { readonly kind: 'around'; readonly value: ts.Expression };
  /** Why it cannot be benchmarked, in words for the user. */
  readonly refusal: string | null;
}

type Owner = Pick<Candidate, 'exported' | 'access'> & { readonly name: string };

/** All functions that stand at the top of a module, and in its classes and objects. */
export function candidatesOf(source: ts.SourceFile): Candidate[] {
  const exported = exportedNames(source);
  const found: Candidate[] = [];
  const ownerNamed = (name: string): Owner => ({ name, exported: exported.get(name) ?? null, access: 'function' });
  for (const statement of source.statements) {
    const isDefault =
      ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
    const unnamed: Owner = { name: 'default', exported: isDefault === true ? 'default' : null, access: 'function' };
    if (ts.isFunctionDeclaration(statement) && statement.body) {
      found.push(inBody(statement, statement.body, statement, statement.name ? ownerNamed(statement.name.text) : unnamed));
    } else if (ts.isClassDeclaration(statement)) {
      found.push(...methodsOf(statement, statement.name ? ownerNamed(statement.name.text) : unnamed));
    } else if (ts.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      for (const { name, initializer } of declarations) {
        const range = declarations.length === 1 ? statement : initializer;
        if (initializer && range && ts.isIdentifier(name)) found.push(...valueCandidates(initializer, range, ownerNamed(name.text)));
      }
    } else if (ts.isExportAssignment(statement)) {
      found.push(...valueCandidates(statement.expression, statement, { name: 'default', exported: 'default', access: 'function' }));
    } else {
      const assigned = exportsAssignment(statement);
      const name = assigned?.name ?? 'default';
      if (assigned) found.push(...valueCandidates(assigned.value, statement, { name, exported: name, access: 'function' }));
    }
  }
  return found;
}

function inBody(declared: ts.SignatureDeclaration, body: ts.Block, range: ts.Node, owner: Owner, member: string | null = null): Candidate {
  return { ...owner, range, member, declared, site: { kind: 'body', body }, refusal: refusalOf(declared) };
}

/** What is the value of a variable, a property or an export. */
function valueCandidates(value: ts.Expression, range: ts.Node, owner: Owner): Candidate[] {
  const plain = unwrapped(value);
  if (ts.isFunctionExpression(plain)) return [inBody(plain, plain.body, range, owner)];
  if (ts.isArrowFunction(plain)) {
    return [{ ...owner, range, member: null, declared: plain, site: { kind: 'around', value }, refusal: refusalOf(plain) }];
  }
  if (ts.isClassExpression(plain)) return methodsOf(plain, owner);
  if (ts.isObjectLiteralExpression(plain)) return membersOf(plain, owner);
  const isMade = ts.isCallExpression(plain) && plain.arguments.some((each) => ts.isArrowFunction(each) || ts.isFunctionExpression(each));
  return isMade ? [{ ...owner, range, member: null, declared: null, site: { kind: 'around', value }, refusal: null }] : [];
}

function membersOf(literal: ts.ObjectLiteralExpression, owner: Owner): Candidate[] {
  return literal.properties.flatMap((property): Candidate[] => {
    const member = property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) ? property.name.text : null;
    if (member === null) return [];
    // What CommonJS exports in an object is imported by its own name.
    const isExports = owner.exported === 'default' && owner.name === 'default' && !ts.isExportAssignment(literal.parent);
    const named: Owner = isExports
      ? { name: member, exported: member, access: 'function' }
      : { name: `${owner.name}.${member}`, exported: owner.exported, access: 'member' };
    const of = isExports ? null : member;
    if (ts.isMethodDeclaration(property) && property.body) return [inBody(property, property.body, property, named, of)];
    if (!ts.isPropertyAssignment(property)) return [];
    return valueCandidates(property.initializer, property, named).flatMap((each) =>
      each.member === null ? [{ ...each, member: of }] : [],
    );
  });
}

function methodsOf(declaration: ts.ClassLikeDeclaration, owner: Owner): Candidate[] {
  return declaration.members.flatMap((member): Candidate[] => {
    const isStatic = ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    const access = isStatic === true ? 'static' : 'instance';
    if (ts.isPropertyDeclaration(member) && member.initializer && isFunction(member.initializer) && ts.isIdentifier(member.name)) {
      const name = `${owner.name}.${member.name.text}`;
      const site = { kind: 'around', value: member.initializer } as const;
      const refusal = 'is a field of a class, and each object has one of its own: make it a method';
      return [{ name, range: member, exported: owner.exported, member: member.name.text, access, declared: null, site, refusal }];
    }
    const isMethod = ts.isMethodDeclaration(member);
    if (!(isMethod || ts.isConstructorDeclaration(member) || ts.isAccessor(member)) || !member.body) return [];
    const called =
      member.name && ts.isIdentifier(member.name) ? member.name.text : ts.isConstructorDeclaration(member) ? 'constructor' : null;
    const name = `${owner.name}.${called ?? 'method'}`;
    const candidate = inBody(member, member.body, member, { name, exported: owner.exported, access }, called);
    if (!isMethod) return [{ ...candidate, refusal: 'is a constructor or an accessor: benchmark a method or function that uses it' }];
    if (called === null) return [{ ...candidate, refusal: 'is private, or its name is computed: benchmark a method that calls it' }];
    return [candidate];
  });
}

const isFunction = (value: ts.Expression) => ts.isArrowFunction(value) || ts.isFunctionExpression(value);

function refusalOf(declared: ts.SignatureDeclaration): string | null {
  return 'asteriskToken' in declared && declared.asteriskToken && isAsync(declared)
    ? 'is an async generator: benchmark a function that reads all of it'
    : null;
}

export const isAsync = (declared: ts.SignatureDeclaration | null): boolean =>
  declared !== null &&
  ts.canHaveModifiers(declared) &&
  (ts.getModifiers(declared)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false);
