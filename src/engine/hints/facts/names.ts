import { ts, unwrapped } from '../../syntax/index.ts';

export type VariableKind = 'const' | 'let' | 'var' | 'parameter' | 'function' | 'class' | 'import' | 'catch' | 'enum';

/** What a name of a file means. */
export interface Variable {
  readonly name: string;
  readonly kind: VariableKind;
  readonly scope: Scope;
  /** Where it is declared: several times where functions or `var` are. */
  readonly declarations: readonly ts.Identifier[];
  /** Where else it stands, in order of place. */
  readonly references: readonly Reference[];
}

export interface Reference {
  readonly identifier: ts.Identifier;
  readonly reads: boolean;
  readonly writes: boolean;
}

export interface Scope {
  /** What it is the scope of: a file, function, class, block or loop. */
  readonly node: ts.Node;
  readonly parent: Scope | null;
  /** Where `var` ends up. */
  readonly isOfFunction: boolean;
  readonly variables: ReadonlyMap<string, Variable>;
}

/** The names of a file. */
export interface Names {
  /** What an identifier that is declared or used means; null for what the file does not declare, and for names of properties and types. */
  variableOf(identifier: ts.Identifier): Variable | null;
  /** The variable of a plain name, also in parentheses and with a type assertion; null for every other expression. */
  variableAt(expression: ts.Expression): Variable | null;
  /** Whether a name that the file uses is declared nowhere in it: `Math`, `require`. */
  isGlobal(identifier: ts.Identifier): boolean;
  readonly fileScope: Scope;
}

interface OpenVariable extends Variable {
  readonly declarations: ts.Identifier[];
  readonly references: Reference[];
}

interface OpenScope extends Scope {
  readonly parent: OpenScope | null;
  readonly variables: Map<string, OpenVariable>;
}

type Use = 'read' | 'write' | 'both';

interface Waiting {
  readonly identifier: ts.Identifier;
  readonly scope: OpenScope;
  readonly use: Use;
}

/**
 * Finds what the names of a file mean, as the language has it. Types are left out: they have no names that matter here. Takes nodes
 * that know their parents.
 */
export function namesOf(source: ts.SourceFile): Names {
  const walk = new NameWalk(source);
  walk.run();
  const { variables, globals, fileScope } = walk;
  const variableOf = (identifier: ts.Identifier) => variables.get(identifier) ?? null;
  return {
    variableOf,
    variableAt: (expression) => {
      const inner = unwrapped(expression);
      return ts.isIdentifier(inner) ? variableOf(inner) : null;
    },
    isGlobal: (identifier) => globals.has(identifier),
    fileScope,
  };
}

class NameWalk {
  readonly variables = new Map<ts.Identifier, OpenVariable>();
  readonly globals = new Set<ts.Identifier>();
  readonly fileScope: OpenScope;
  readonly #source: ts.SourceFile;
  readonly #waiting: Waiting[] = [];

  constructor(source: ts.SourceFile) {
    this.#source = source;
    this.fileScope = scopeOf(source, null, true);
  }

  run(): void {
    this.#children(this.#source, this.fileScope);
    // Names may be used before they are declared: only now is all known.
    for (const { identifier, scope, use } of this.#waiting) {
      const variable = lookUp(scope, identifier.text);
      if (variable === null) this.globals.add(identifier);
      else {
        variable.references.push({ identifier, reads: use !== 'write', writes: use !== 'read' });
        this.variables.set(identifier, variable);
      }
    }
  }

  #children(node: ts.Node, scope: OpenScope): void {
    ts.forEachChild(node, (child) => this.#visit(child, scope));
  }

  #visit(node: ts.Node, scope: OpenScope): void {
    if (ts.isFunctionLike(node)) return this.#function(node, scope);
    switch (node.kind) {
      case ts.SyntaxKind.Identifier:
        return this.#use(node as ts.Identifier, scope, 'read');
      case ts.SyntaxKind.InterfaceDeclaration:
      case ts.SyntaxKind.TypeAliasDeclaration:
        return;
      case ts.SyntaxKind.PropertyAccessExpression:
        return this.#visit((node as ts.PropertyAccessExpression).expression, scope);
      case ts.SyntaxKind.VariableDeclaration: {
        const declaration = node as ts.VariableDeclaration;
        const kind = variableKind(declaration);
        this.#declarePattern(declaration.name, kind === 'var' ? functionScope(scope) : scope, kind, scope);
        return this.#optional(declaration.initializer, scope);
      }
      case ts.SyntaxKind.ClassDeclaration:
      case ts.SyntaxKind.ClassExpression:
        return this.#class(node as ts.ClassLikeDeclaration, scope);
      case ts.SyntaxKind.Block:
      case ts.SyntaxKind.ForStatement:
      case ts.SyntaxKind.CaseBlock:
      case ts.SyntaxKind.ModuleBlock:
        return this.#children(node, scopeOf(node, scope, node.kind === ts.SyntaxKind.ModuleBlock));
      case ts.SyntaxKind.ForInStatement:
      case ts.SyntaxKind.ForOfStatement:
        return this.#forEach(node as ts.ForInOrOfStatement, scope);
      case ts.SyntaxKind.CatchClause: {
        const { variableDeclaration, block } = node as ts.CatchClause;
        const inner = scopeOf(node, scope, false);
        if (variableDeclaration) this.#declarePattern(variableDeclaration.name, inner, 'catch', inner);
        return this.#visit(block, inner);
      }
      case ts.SyntaxKind.BinaryExpression:
        return this.#binary(node as ts.BinaryExpression, scope);
      case ts.SyntaxKind.PrefixUnaryExpression:
      case ts.SyntaxKind.PostfixUnaryExpression: {
        const { operator, operand } = node as ts.PrefixUnaryExpression | ts.PostfixUnaryExpression;
        const isStep = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
        return isStep ? this.#target(operand, scope, 'both') : this.#visit(operand, scope);
      }
      case ts.SyntaxKind.ImportClause:
      case ts.SyntaxKind.NamespaceImport:
      case ts.SyntaxKind.ImportSpecifier:
      case ts.SyntaxKind.ImportEqualsDeclaration:
        return this.#import(node as ts.ImportClause | ts.NamespaceImport | ts.ImportSpecifier | ts.ImportEqualsDeclaration, scope);
      case ts.SyntaxKind.EnumDeclaration:
      case ts.SyntaxKind.ModuleDeclaration: {
        const { name } = node as ts.EnumDeclaration | ts.ModuleDeclaration;
        if (ts.isIdentifier(name)) this.#declare(name, scope, 'enum');
        return ts.forEachChild(node, (child) => (child === name ? undefined : this.#visit(child, scope)));
      }
      default:
        return this.#others(node, scope);
    }
  }

  /** Nodes with names that are no variables: of properties, labels, attributes and modules. */
  #others(node: ts.Node, scope: OpenScope): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isShorthandPropertyAssignment(node)) {
      this.#use(node.name, scope, 'read');
      return this.#optional(node.objectAssignmentInitializer, scope);
    }
    if (ts.isExportSpecifier(node)) {
      const isOfHere = node.parent.parent.moduleSpecifier === undefined;
      const local = node.propertyName ?? node.name;
      if (isOfHere && ts.isIdentifier(local)) {
        this.#use(local, scope, 'read');
      }
      return;
    }
    if (ts.isLabeledStatement(node)) return this.#visit(node.statement, scope);
    if (ts.isBreakOrContinueStatement(node) || ts.isMetaProperty(node)) return;
    if (isIntrinsic(node))
      return ts.forEachChild(node, (child) => {
        if (child !== node.tagName) this.#visit(child, scope);
      });
    const name = nameOfProperty(node);
    ts.forEachChild(node, (child) => {
      if (child !== name) this.#visit(child, scope);
    });
  }

  #function(node: ts.SignatureDeclaration, scope: OpenScope): void {
    const { name } = node;
    if (name && ts.isFunctionDeclaration(node) && ts.isIdentifier(name)) this.#declare(name, scope, 'function');
    const inner = scopeOf(node, scope, true);
    if (name && ts.isFunctionExpression(node) && ts.isIdentifier(name)) this.#declare(name, inner, 'function');
    if (name && ts.isComputedPropertyName(name)) this.#visit(name, scope);
    const body = 'body' in node ? (node.body as ts.Node | undefined) : undefined;
    if (body === undefined) return;
    for (const parameter of node.parameters) {
      this.#declarePattern(parameter.name, inner, 'parameter', inner);
      this.#optional(parameter.initializer, inner);
    }
    // Names of the body and of the parameters are as good as in one scope.
    if (ts.isBlock(body)) this.#children(body, inner);
    else this.#visit(body, inner);
  }

  #class(node: ts.ClassLikeDeclaration, scope: OpenScope): void {
    const inner = scopeOf(node, scope, false);
    if (node.name) this.#declare(node.name, ts.isClassDeclaration(node) ? scope : inner, 'class');
    ts.forEachChild(node, (child) => (child === node.name ? undefined : this.#visit(child, inner)));
  }

  #forEach(node: ts.ForInOrOfStatement, scope: OpenScope): void {
    const inner = scopeOf(node, scope, false);
    if (ts.isVariableDeclarationList(node.initializer)) this.#visit(node.initializer, inner);
    else this.#target(node.initializer, inner, 'write');
    this.#visit(node.expression, scope);
    this.#visit(node.statement, inner);
  }

  #binary(node: ts.BinaryExpression, scope: OpenScope): void {
    const { left, operatorToken, right } = node;
    const operator = operatorToken.kind;
    if (operator === ts.SyntaxKind.EqualsToken) this.#target(left, scope, 'write');
    else if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) this.#target(left, scope, 'both');
    else this.#visit(left, scope);
    this.#visit(right, scope);
  }

  /** What is assigned to: a name, a property, or a pattern of them. */
  #target(node: ts.Node, scope: OpenScope, use: Use): void {
    if (ts.isIdentifier(node)) this.#use(node, scope, use);
    else if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isSpreadElement(node) || ts.isSpreadAssignment(node))
      this.#target(node.expression, scope, use);
    else if (ts.isArrayLiteralExpression(node)) for (const each of node.elements) this.#target(each, scope, use);
    else if (ts.isObjectLiteralExpression(node)) for (const each of node.properties) this.#target(each, scope, use);
    else if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) this.#visit(node.name, scope);
      this.#target(node.initializer, scope, use);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      this.#use(node.name, scope, use);
      this.#optional(node.objectAssignmentInitializer, scope);
    } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      this.#target(node.left, scope, use);
      this.#visit(node.right, scope);
    } else this.#visit(node, scope);
  }

  #import(node: ts.ImportClause | ts.NamespaceImport | ts.ImportSpecifier | ts.ImportEqualsDeclaration, scope: OpenScope): void {
    if (node.name) this.#declare(node.name, scope, 'import');
    if (ts.isImportClause(node)) this.#optional(node.namedBindings, scope);
  }

  #declarePattern(name: ts.BindingName, scope: OpenScope, kind: VariableKind, around: OpenScope): void {
    if (ts.isIdentifier(name)) return this.#declare(name, scope, kind);
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element)) continue;
      if (element.propertyName) this.#visitProperty(element.propertyName, around);
      this.#declarePattern(element.name, scope, kind, around);
      this.#optional(element.initializer, around);
    }
  }

  #visitProperty(name: ts.PropertyName, scope: OpenScope): void {
    if (ts.isComputedPropertyName(name)) this.#visit(name, scope);
  }

  #declare(name: ts.Identifier, scope: OpenScope, kind: VariableKind): void {
    let variable = scope.variables.get(name.text);
    if (!variable) {
      variable = { name: name.text, kind, scope, declarations: [], references: [] };
      scope.variables.set(name.text, variable);
    }
    variable.declarations.push(name);
    this.variables.set(name, variable);
  }

  #optional(node: ts.Node | undefined, scope: OpenScope): void {
    if (node) this.#visit(node, scope);
  }

  #use(identifier: ts.Identifier, scope: OpenScope, use: Use): void {
    // What the parser makes up where something is missing.
    if (identifier.text !== '') this.#waiting.push({ identifier, scope, use });
  }
}

function scopeOf(node: ts.Node, parent: OpenScope | null, isOfFunction: boolean): OpenScope {
  return { node, parent, isOfFunction, variables: new Map() };
}

function functionScope(scope: OpenScope): OpenScope {
  let at = scope;
  while (!at.isOfFunction && at.parent) at = at.parent;
  return at;
}

function lookUp(scope: OpenScope, name: string): OpenVariable | null {
  for (let at: OpenScope | null = scope; at; at = at.parent) {
    const variable = at.variables.get(name);
    if (variable) return variable;
  }
  return null;
}

function variableKind({ parent }: ts.VariableDeclaration): VariableKind {
  if (!ts.isVariableDeclarationList(parent)) return 'catch';
  if (parent.flags & ts.NodeFlags.Const) return 'const';
  return parent.flags & ts.NodeFlags.Let ? 'let' : 'var';
}

const isIntrinsic = (node: ts.Node): node is ts.JsxOpeningLikeElement | ts.JsxClosingElement =>
  (ts.isJsxOpeningLikeElement(node) || ts.isJsxClosingElement(node)) && ts.isIdentifier(node.tagName) && /^[a-z]/u.test(node.tagName.text);

/** The name of what has one that is no variable, unless it is computed. */
function nameOfProperty(node: ts.Node): ts.Node | undefined {
  const hasName =
    ts.isPropertyAssignment(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isEnumMember(node) ||
    ts.isJsxAttribute(node) ||
    ts.isNamespaceExport(node);
  return hasName && !ts.isComputedPropertyName(node.name) ? node.name : undefined;
}
