import type { BenchApi } from '../../model/benchmark.ts';
import { libraryOfModule } from '../../protocol/harness.ts';
import { ts } from '../syntax/index.ts';
import { memberOfModule } from './libraries.ts';
import { UNKNOWN, type Binding, type Frame, type Scope, type Value } from './values.ts';

export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const binding = at.bindings.get(name);
    if (binding) return binding;
  }
  return undefined;
}

/** The scope of a whole file. */
export function fileScope(statements: readonly ts.Statement[]): Scope {
  return declareStatements({ parent: null, frame: { calls: new Map(), resultOf: null }, bindings: new Map() }, statements);
}

/** A scope with the names that these statements declare, hoisted as the language does. */
export function blockScope(statements: readonly ts.Statement[], parent: Scope): Scope {
  return declareStatements({ parent, frame: parent.frame, bindings: new Map() }, statements);
}

/** An expression that a call passes, and what the names in it mean. */
export interface Argument {
  readonly argument: ts.Expression;
  readonly scope: Scope;
}

/** The scope of a function's parameters; `passed` is what is known of the arguments, by their place. */
export function parameterScope(
  parameters: readonly ts.ParameterDeclaration[],
  parent: Scope,
  passed: readonly (Value | Argument | undefined)[],
  frame: Frame = parent.frame,
): Scope {
  const scope: Scope = { parent, frame, bindings: new Map() };
  parameters.forEach((parameter, index) => {
    const given = parameter.dotDotDotToken ? undefined : passed[index];
    const type = parameter.type ?? null;
    if (given === undefined) declareName(scope, parameter.name, { base: UNKNOWN, type });
    else if ('kind' in given) declareName(scope, parameter.name, { base: given, type });
    else declareName(scope, parameter.name, { scope: given.scope, initializer: given.argument, constant: true, type });
  });
  return scope;
}

export function declareVariables(scope: Scope, list: ts.VariableDeclarationList): void {
  const constant = (list.flags & ts.NodeFlags.Const) !== 0;
  for (const { name, initializer = null, type = null } of list.declarations) declareName(scope, name, { initializer, constant, type });
}

function declareStatements(scope: Scope, statements: readonly ts.Statement[]): Scope {
  for (const statement of statements) declareStatement(scope, statement);
  return scope;
}

function declareStatement(scope: Scope, statement: ts.Statement): void {
  if (ts.isVariableStatement(statement)) declareVariables(scope, statement.declarationList);
  else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
    declareName(scope, statement.name, { declaration: statement, constant: true });
  } else if (ts.isImportDeclaration(statement)) declareImports(scope, statement);
  else if (ts.isImportEqualsDeclaration(statement)) {
    const { moduleReference, name } = statement;
    const external = ts.isExternalModuleReference(moduleReference) ? moduleReference.expression : undefined;
    declareName(scope, name, { base: external && ts.isStringLiteral(external) ? moduleValue(external.text) : UNKNOWN });
  }
}

/** The known libraries whose values the file imports, in order. */
export function importedApis(statements: readonly ts.Statement[]): readonly BenchApi[] {
  const apis = statements.map((statement) => {
    if (!ts.isImportDeclaration(statement) || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
    return ts.isStringLiteral(statement.moduleSpecifier) ? libraryOfModule(statement.moduleSpecifier.text) : undefined;
  });
  return apis.filter((api) => api !== undefined);
}

function declareImports(scope: Scope, { importClause, moduleSpecifier }: ts.ImportDeclaration): void {
  if (!importClause) return;
  const from = ts.isStringLiteral(moduleSpecifier) ? moduleValue(moduleSpecifier.text) : UNKNOWN;
  const { name, namedBindings } = importClause;
  if (name) declareName(scope, name, { base: from });
  if (!namedBindings) return;
  if (ts.isNamespaceImport(namedBindings)) declareName(scope, namedBindings.name, { base: from });
  else {
    for (const element of namedBindings.elements) {
      const imported = (element.propertyName ?? element.name).text;
      declareName(scope, element.name, { base: from.kind === 'module' ? memberOfModule(from.api, imported) : UNKNOWN });
    }
  }
}

export function moduleValue(specifier: string): Value {
  const api = libraryOfModule(specifier);
  return api === undefined ? UNKNOWN : { kind: 'module', api };
}

function declareName(scope: Scope, name: ts.BindingName, known: Partial<Binding>, keys: readonly string[] = []): void {
  if (ts.isIdentifier(name)) {
    const nothing: Binding = { scope, declaration: null, initializer: null, base: null, keys, constant: false, type: null, value: null };
    scope.bindings.set(name.text, { ...nothing, ...known, keys });
    return;
  }
  for (const element of name.elements) {
    if (ts.isOmittedExpression(element)) continue;
    const key = ts.isArrayBindingPattern(name) || element.dotDotDotToken ? undefined : (element.propertyName ?? element.name);
    // An element of an array, the rest, or a computed key: a name with nothing known of it.
    if (key === undefined || !(ts.isIdentifier(key) || ts.isStringLiteral(key))) declareName(scope, element.name, { base: UNKNOWN });
    else declareName(scope, element.name, { ...known, type: null }, [...keys, key.text]);
  }
}
