import { isBuiltin } from 'node:module';
import { libraryOfModule } from '../../protocol/harness.ts';
import { parseSource, ts } from '../syntax/index.ts';

/** What a module loads, as its source says. */
export interface ModuleImports {
  readonly specifiers: readonly string[];
  /** It may load or read more than its source names: a computed import, files, a package of which anything may be true. */
  readonly open: boolean;
}

/** Built-in modules by which a program gets at files, code or processes that no import names. */
const OPENING = new Set(['child_process', 'cluster', 'fs', 'fs/promises', 'module', 'sqlite', 'test', 'vm', 'wasi', 'worker_threads']);
const OPENING_NAMES = new Set(['eval', 'Function', 'Worker', 'WebAssembly']);
const OPENING_PROPERTIES = new Set(['binding', 'dlopen', 'getBuiltinModule', 'glob', 'resolve']);

/** Whether a specifier names a file or package, or opens the door to all of them; null for what no commit changes. */
function judge(specifier: string): 'load' | 'open' | null {
  if (libraryOfModule(specifier) !== undefined) return null;
  if (!isBuiltin(specifier)) return 'load';
  return OPENING.has(specifier.replace(/^node:/, '')) ? 'open' : null;
}

/** Reads imports, re-exports and requires; imports of types load nothing. */
export function moduleImports(file: string, text: string): ModuleImports {
  const specifiers = new Set<string>();
  let open = false;
  const add = (node: ts.Node | undefined) => {
    if (node === undefined || !ts.isStringLiteralLike(node)) {
      open = true;
      return;
    }
    const verdict = judge(node.text);
    if (verdict === 'load') specifiers.add(node.text);
    open ||= verdict === 'open';
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      if (node.importClause?.isTypeOnly !== true) add(node.moduleSpecifier);
      return;
    }
    if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier && !node.isTypeOnly) add(node.moduleSpecifier);
      return;
    }
    if (ts.isImportEqualsDeclaration(node)) {
      if (!node.isTypeOnly && ts.isExternalModuleReference(node.moduleReference)) add(node.moduleReference.expression);
      return;
    }
    if (ts.isCallExpression(node) && isLoad(node.expression)) {
      add(node.arguments[0]);
      node.arguments.slice(1).forEach(visit);
      return;
    }
    // A `require` that is not called at once may be called with anything.
    if (ts.isIdentifier(node) && (node.text === 'require' || OPENING_NAMES.has(node.text))) open = true;
    if (ts.isPropertyAccessExpression(node) && OPENING_PROPERTIES.has(node.name.text) && isHost(node.expression)) open = true;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(parseSource(file, text), visit);
  return { specifiers: [...specifiers], open };
}

const isLoad = (callee: ts.Expression) =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

/** `import.meta` and `process`. */
const isHost = (node: ts.Node) => ts.isMetaProperty(node) || (ts.isIdentifier(node) && node.text === 'process');
