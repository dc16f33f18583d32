import { ts } from '../syntax/index.ts';

/** How a module gives something away: the name to import, `default` for what has none. */
export type ExportedNames = ReadonlyMap<string, string>;

const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);

/** The names under which a module exports what has a name in it, by that name. CommonJS too, as far as its text says it. */
export function exportedNames(source: ts.SourceFile): ExportedNames {
  const names = new Map<string, string>();
  const add = (local: string, exported: string) => {
    // A name is plainer to read than `default`.
    if (!names.has(local) || names.get(local) === 'default') names.set(local, exported);
  };
  for (const statement of source.statements) {
    if (hasModifier(statement, ts.SyntaxKind.ExportKeyword)) {
      const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
      for (const name of declaredNames(statement)) add(name, isDefault ? 'default' : name);
    } else if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier && !statement.isTypeOnly) {
      const { exportClause } = statement;
      if (!exportClause || !ts.isNamedExports(exportClause)) continue;
      for (const { name, propertyName, isTypeOnly } of exportClause.elements) {
        // Another name than an identifier can be imported, and hardly ever is.
        if (!isTypeOnly && ts.isIdentifier(name)) add((propertyName ?? name).text, name.text);
      }
    } else if (ts.isExportAssignment(statement)) {
      if (ts.isIdentifier(statement.expression)) add(statement.expression.text, 'default');
    } else {
      const assigned = exportsAssignment(statement);
      if (assigned) addCommonJs(assigned, add);
    }
  }
  return names;
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const named = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return named && statement.name ? [statement.name.text] : [];
}

export interface ExportsAssignment {
  /** Null: all that the module exports. */
  readonly name: string | null;
  readonly value: ts.Expression;
}

/** `module.exports = …`, `exports.name = …`, `module.exports.name = …`. */
export function exportsAssignment(statement: ts.Statement): ExportsAssignment | null {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return null;
  const { left, operatorToken, right } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return null;
  if (isModuleExports(left)) return { name: null, value: right };
  const isExports = isModuleExports(left.expression) || (ts.isIdentifier(left.expression) && left.expression.text === 'exports');
  return isExports ? { name: left.name.text, value: right } : null;
}

const isModuleExports = (node: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === 'module' &&
  node.name.text === 'exports';

function addCommonJs({ name, value }: ExportsAssignment, add: (local: string, exported: string) => void): void {
  if (ts.isIdentifier(value)) add(value.text, name ?? 'default');
  if (name !== null || !ts.isObjectLiteralExpression(value)) return;
  for (const property of value.properties) {
    if (ts.isShorthandPropertyAssignment(property)) add(property.name.text, property.name.text);
    else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) && ts.isIdentifier(property.initializer)) {
      add(property.initializer.text, property.name.text);
    }
  }
}
