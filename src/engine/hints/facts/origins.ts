import { ts, unwrapped } from '../../syntax/index.ts';
import { type Names, type Variable } from './names.ts';

/** What an expression is of a module. */
export interface Origin {
  /** As it is written, without `node:`. */
  readonly module: string;
  /** The name that the module has for it; `default` for what it gives as a whole. */
  readonly name: string;
}

/** Deep enough for what people write, and an end for what refers to itself. */
const MOST_STEPS = 6;

/** What a name or `module.name` is, where the file imports or requires it; null for all else. */
export function originOf(expression: ts.Expression, names: Names, steps = MOST_STEPS): Origin | null {
  if (steps === 0) return null;
  const inner = unwrapped(expression);
  if (ts.isIdentifier(inner)) {
    const variable = names.variableOf(inner);
    return variable && originOfVariable(variable, names, steps - 1);
  }
  if (!ts.isPropertyAccessExpression(inner)) return requiredModule(inner, names);
  const owner = originOf(inner.expression, names, steps - 1);
  return owner?.name === 'default' ? { module: owner.module, name: inner.name.text } : null;
}

function originOfVariable({ declarations: [declaration], kind }: Variable, names: Names, steps: number): Origin | null {
  const parent = declaration?.parent;
  if (!parent) return null;
  if (kind === 'import') return originOfImport(parent);
  if (kind !== 'const') return null;
  if (ts.isVariableDeclaration(parent)) return parent.initializer ? originOf(parent.initializer, names, steps) : null;
  if (!ts.isBindingElement(parent) || !ts.isObjectBindingPattern(parent.parent) || parent.dotDotDotToken) return null;
  const { parent: whole } = parent.parent;
  const owner = ts.isVariableDeclaration(whole) && whole.initializer ? originOf(whole.initializer, names, steps) : null;
  const name = parent.propertyName ?? parent.name;
  return owner?.name === 'default' && ts.isIdentifier(name) ? { module: owner.module, name: name.text } : null;
}

function originOfImport(node: ts.Node): Origin | null {
  if (ts.isImportSpecifier(node)) {
    const module = moduleOf(node.parent.parent.parent);
    return module === null ? null : { module, name: (node.propertyName ?? node.name).text };
  }
  if (ts.isNamespaceImport(node) || ts.isImportClause(node)) {
    const module = moduleOf(ts.isNamespaceImport(node) ? node.parent.parent : node.parent);
    return module === null ? null : { module, name: 'default' };
  }
  if (!ts.isImportEqualsDeclaration(node) || !ts.isExternalModuleReference(node.moduleReference)) return null;
  const { expression } = node.moduleReference;
  return ts.isStringLiteralLike(expression) ? { module: plainName(expression.text), name: 'default' } : null;
}

function moduleOf(node: ts.Node): string | null {
  return ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) ? plainName(node.moduleSpecifier.text) : null;
}

/** Of `require('module')`, also of an awaited `import('module')`. */
function requiredModule(expression: ts.Expression, names: Names): Origin | null {
  const call = ts.isAwaitExpression(expression) ? unwrapped(expression.expression) : expression;
  if (!ts.isCallExpression(call) || call.arguments.length !== 1) return null;
  const { expression: callee } = call;
  const isRequire = ts.isIdentifier(callee) && callee.text === 'require' && names.isGlobal(callee);
  const [wanted] = call.arguments;
  if (!isRequire && callee.kind !== ts.SyntaxKind.ImportKeyword) return null;
  return wanted && ts.isStringLiteralLike(wanted) ? { module: plainName(wanted.text), name: 'default' } : null;
}

const plainName = (module: string): string => (module.startsWith('node:') ? module.slice(5) : module);

/** Whether a name is a class of Node's, as a global or from the module that has it: `URL` of `url`. */
export function isClassOf(expression: ts.Expression, name: string, module: string, names: Names): boolean {
  if (ts.isIdentifier(expression) && names.isGlobal(expression)) return expression.text === name;
  const origin = originOf(expression, names);
  return origin?.module === module && origin.name === name;
}
