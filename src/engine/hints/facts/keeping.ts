import { ts } from '../../syntax/index.ts';
import type { Edit, ProposedFix } from '../rule.ts';
import type { FileFacts } from './fileFacts.ts';
import { startOf } from './hoisting.ts';
import type { Names, Variable } from './names.ts';
import { originOf } from './origins.ts';
import { hookName, localsIn, reactName, type Fresh } from './react.ts';
import { functionAround, nodesIn, outermostStatement, type FunctionWithBody } from './shapes.ts';

const MODULES_WITH_HOOKS = /^(?:react|preact\/(?:compat|hooks))$/u;

/**
 * Keeps a value from one render of a component to the next with `useMemo` or `useCallback`. Null where no hook may stand at that place, or
 * where it would be made again each time all the same.
 */
export function keptFix(fresh: Fresh | ts.CallExpression, component: FunctionWithBody, file: FileFacts): ProposedFix | null {
  const { names, source } = file;
  if (ts.isFunctionDeclaration(fresh) || !mayTakeHook(fresh, component)) return null;
  const reasons: string[] = [];
  for (const variable of localsIn(fresh, component, names)) {
    const lasts = lastingOf(variable, fresh, file);
    if (lasts === 'no') return null;
    if (lasts === 'untilChanged') reasons.push(variable.name);
  }
  const isFunction = ts.isFunctionLike(fresh);
  const hook = hookOfFile(isFunction ? 'useCallback' : 'useMemo', file);
  if (!hook) return null;
  const text = file.textOf(fresh);
  const made = isFunction ? text : `() => ${ts.isObjectLiteralExpression(fresh) ? `(${text})` : text}`;
  return {
    title: `Keep it with ${isFunction ? 'useCallback' : 'useMemo'}`,
    kind: 'suggestion',
    edits: [...hook.edits, { start: fresh.getStart(source), end: fresh.end, text: `${hook.name}(${made}, [${reasons.join(', ')}])` }],
  };
}

/** Moves a value that needs nothing of its component in front of it, under a name; null where it needs something. */
export function movedOutFix(fresh: Fresh, name: string, file: FileFacts): ProposedFix | null {
  const { source, names } = file;
  if (source.text.includes(name)) return null;
  const start = startOf(outermostStatement(fresh), source);
  for (const node of nodesIn(fresh)) {
    if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return null;
    const variable = ts.isIdentifier(node) ? names.variableOf(node) : null;
    const isOwn = variable?.declarations.every((each) => fresh.pos <= each.pos && each.end <= fresh.end) ?? true;
    if (!variable || isOwn) continue;
    // What is declared further down has no value yet.
    const isThere = variable.kind === 'import' || variable.kind === 'function' || variable.declarations.every(({ end }) => end < start);
    if (variable.scope !== names.fileScope || !isThere) return null;
  }
  return {
    title: 'Move it out of the component',
    kind: 'suggestion',
    edits: [
      { start, end: start, text: `const ${name} = ${file.textOf(fresh)};\n\n` },
      { start: fresh.getStart(source), end: fresh.end, text: name },
    ],
  };
}

/** Whether a hook that stands at a node is called in every render: behind no condition, in no callback, after no early return. */
function mayTakeHook(node: ts.Node, component: FunctionWithBody): boolean {
  if (functionAround(node) !== component || ts.isMethodDeclaration(component)) return false;
  const block = ts.isBlock(component.body) ? component.body : null;
  let at: ts.Node = node;
  for (; at.parent !== component && at.parent !== block; at = at.parent) if (mayLeaveOut(at.parent)) return false;
  const before = block?.statements.filter(({ end }) => end <= at.pos) ?? [];
  return !before.some((statement) => [...nodesIn(statement, ts.isFunctionLike)].some((each) => ts.isReturnStatement(each)));
}

const mayLeaveOut = (node: ts.Node): boolean =>
  ts.isIfStatement(node) ||
  ts.isConditionalExpression(node) ||
  ts.isIterationStatement(node, false) ||
  ts.isSwitchStatement(node) ||
  ts.isTryStatement(node) ||
  (ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken));

/** How long a variable of a component has the same value: through all renders, until it is set, or for this render only. */
function lastingOf({ declarations, references }: Variable, user: ts.Node, { kinds }: FileFacts): 'always' | 'no' | 'untilChanged' {
  const [declaration] = declarations;
  if (!declaration || declarations.length > 1 || declaration.end > user.pos || references.some(({ writes }) => writes)) return 'no';
  const { parent } = declaration;
  if (ts.isVariableDeclaration(parent)) {
    const hook = hookName(parent.initializer);
    if (hook) return hook === 'useRef' ? 'always' : 'untilChanged';
    const kind = kinds.kindOf(declaration);
    return kind === 'string' || kind === 'number' || kind === 'boolean' ? 'untilChanged' : 'no';
  }
  // What is left of an object is another object each time.
  if (!ts.isBindingElement(parent) || parent.dotDotDotToken) return 'no';
  const { parent: pattern } = parent;
  if (ts.isParameter(pattern.parent)) return parent.initializer ? 'no' : 'untilChanged';
  const hook = ts.isVariableDeclaration(pattern.parent) ? hookName(pattern.parent.initializer) : null;
  if (!hook) return 'no';
  const isSetter = ts.isArrayBindingPattern(pattern) && pattern.elements.indexOf(parent) === 1;
  return isSetter && (hook === 'useState' || hook === 'useReducer') ? 'always' : 'untilChanged';
}

/** How a hook is called in a file, and what is to be imported for that. */
function hookOfFile(hook: string, { source, names }: FileFacts): { readonly name: string; readonly edits: readonly Edit[] } | null {
  const known = names.fileScope.variables.get(hook)?.declarations[0];
  if (known) return reactName(known, names) === hook ? { name: hook, edits: [] } : null;
  const clauses = source.statements.flatMap((each) => (isImportOfHooks(each) && each.importClause ? [each.importClause] : []));
  for (const { namedBindings } of clauses) {
    const last = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements.at(-1) : undefined;
    if (last) return { name: hook, edits: [{ start: last.end, end: last.end, text: `, ${hook}` }] };
  }
  const whole = clauses.map((each) => wholeName(each, names)).find((each) => each !== null);
  return whole ? { name: `${whole}.${hook}`, edits: [] } : null;
}

const isImportOfHooks = (node: ts.Statement): node is ts.ImportDeclaration =>
  ts.isImportDeclaration(node) &&
  ts.isStringLiteral(node.moduleSpecifier) &&
  MODULES_WITH_HOOKS.test(node.moduleSpecifier.text) &&
  node.importClause?.phaseModifier === undefined;

/** `React` of `import React from 'react'`, and of `import * as React`. */
function wholeName({ name, namedBindings }: ts.ImportClause, names: Names): string | null {
  const whole = namedBindings && ts.isNamespaceImport(namedBindings) ? namedBindings.name : name;
  return whole && originOf(whole, names)?.name === 'default' ? whole.text : null;
}
