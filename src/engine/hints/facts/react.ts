import { ts, unwrapped } from '../../syntax/index.ts';
import { type Names, type Variable } from './names.ts';
import { originOf } from './origins.ts';
import { contains, functionAround, methodCall, nodesIn, type FunctionWithBody } from './shapes.ts';

const MODULES = /^(?:react|preact(?:\/(?:compat|hooks))?)$/u;
/** Libraries whose JSX is made once, for a document or an image too, or compared in another way. */
const OTHER_LIBRARIES =
  /^(?:solid-js|vue|@builder\.io\/qwik|@stencil\/core|hono|@vue|@react-email|@react-pdf|satori|@vercel\/og|next\/og)(?:\/|$)/u;
/** Functions that give a component back for one that they get. */
const WRAPPERS = new Set(['forwardRef', 'memo', 'observer']);

/** The name that React or Preact has for what an expression means: `memo`, also for `React.memo`; null for all else. */
export function reactName(expression: ts.Expression, names: Names): string | null {
  const inner = unwrapped(expression);
  const origin = originOf(inner, names);
  if (origin) return MODULES.test(origin.module) ? origin.name : null;
  // Where a page loads it by itself, or the compiler adds it.
  if (!ts.isPropertyAccessExpression(inner) || !ts.isIdentifier(inner.expression)) return null;
  return inner.expression.text === 'React' && names.isGlobal(inner.expression) ? inner.name.text : null;
}

/** Whether the JSX of a file may be React's, as far as its first lines and imports say. */
export function isOfReact({ text, statements }: ts.SourceFile): boolean {
  if (/@jsxImportSource\s+(?!react|preact)/u.test(text.slice(0, 500))) return false;
  return !statements.some(
    (each) => ts.isImportDeclaration(each) && ts.isStringLiteral(each.moduleSpecifier) && OTHER_LIBRARIES.test(each.moduleSpecifier.text),
  );
}

/** Whether a file says that the compiler of React keeps its values. */
export const isCompiled = ({ statements }: ts.SourceFile): boolean =>
  statements.some((each) => ts.isExpressionStatement(each) && ts.isStringLiteral(each.expression) && each.expression.text === 'use memo');

/** The name of a function that by its name, or by what it is given to, is a component; `render` of a class is one without a name. */
export function componentName(fn: ts.Node): string | null {
  // On a server, where it is rendered once.
  if (ts.canHaveModifiers(fn) && fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return null;
  if (ts.isFunctionDeclaration(fn)) {
    if (fn.name) return capital(fn.name.text);
    return fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ? '' : null;
  }
  if (ts.isMethodDeclaration(fn)) {
    const isOfClass = ts.isClassLike(fn.parent) && (fn.parent.heritageClauses?.length ?? 0) > 0;
    return isOfClass && ts.isIdentifier(fn.name) && fn.name.text === 'render' ? '' : null;
  }
  if (!ts.isArrowFunction(fn) && !ts.isFunctionExpression(fn)) return null;
  let at: ts.Node = fn;
  while (isAround(at.parent) || isWrapper(at.parent)) at = at.parent;
  if (ts.isVariableDeclaration(at.parent) && ts.isIdentifier(at.parent.name)) return capital(at.parent.name.text);
  if (ts.isFunctionExpression(fn) && fn.name) return capital(fn.name.text);
  return at !== fn && ts.isExportAssignment(at.parent) ? '' : null;
}

const capital = (name: string): string | null => (/^[A-Z]/u.test(name) ? name : null);

const isAround = (node: ts.Node): boolean =>
  ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node);

function isWrapper(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const callee = unwrapped(node.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return ts.isIdentifier(name) && WRAPPERS.has(name.text);
}

/** The component that a node is rendered by; callbacks in it do not count. */
export function componentAround(node: ts.Node): FunctionWithBody | null {
  for (let fn = functionAround(node); fn; fn = functionAround(fn)) if (componentName(fn) !== null) return fn;
  return null;
}

/** The name of a hook that an expression calls: `useState`, also of `React.useState()`; null for all else. */
export function hookName(node: ts.Node | undefined): string | null {
  if (!node || !ts.isCallExpression(node)) return null;
  const callee = unwrapped(node.expression);
  const name = ts.isIdentifier(callee) ? callee.text : (methodCall(node)?.name ?? '');
  return /^use[A-Z]/u.test(name) ? name : null;
}

/** An object, list or function that is written out, and so another one each time. */
export type Fresh =
  | ts.ObjectLiteralExpression
  | ts.ArrayLiteralExpression
  | ts.ArrowFunction
  | ts.FunctionExpression
  | ts.FunctionDeclaration;

/**
 * What makes a value another one in each render of a component: it is written there, or a constant of the component is declared with it;
 * null for all else.
 */
export function freshIn(expression: ts.Expression, component: FunctionWithBody, names: Names): Fresh | null {
  const inner = unwrapped(expression);
  if (isFresh(inner)) return inner;
  const declared = declaredIn(inner, component, names);
  return declared && (ts.isFunctionDeclaration(declared) || isFresh(declared)) ? declared : null;
}

/** What a constant of a component is declared with, or a function of it; null for all else. */
export function declaredIn(
  expression: ts.Expression,
  component: FunctionWithBody,
  names: Names,
): ts.Expression | ts.FunctionDeclaration | null {
  const variable = names.variableAt(expression);
  const parent = variable?.declarations.length === 1 ? variable.declarations[0]!.parent : undefined;
  if (!variable || !parent || functionAround(parent) !== component) return null;
  if (ts.isFunctionDeclaration(parent)) return variable.references.some(({ writes }) => writes) ? null : parent;
  if (variable.kind !== 'const' || !ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || !parent.initializer) return null;
  return unwrapped(parent.initializer);
}

const isFresh = (node: ts.Node): node is Exclude<Fresh, ts.FunctionDeclaration> =>
  ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node);

export const freshWord = (fresh: Fresh): string =>
  ts.isObjectLiteralExpression(fresh) ? 'object' : ts.isArrayLiteralExpression(fresh) ? 'list' : 'function';

/** Variables of a function that an expression in it reads, without its own, each once. */
export function localsIn(expression: ts.Node, fn: ts.Node, names: Names): Set<Variable> {
  const found = new Set<Variable>();
  for (const node of nodesIn(expression)) {
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    if (variable && variable.declarations.some((each) => contains(fn, each) && !contains(expression, each))) found.add(variable);
  }
  return found;
}
