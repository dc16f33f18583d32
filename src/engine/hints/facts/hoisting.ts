import { ts } from '../../syntax/index.ts';
import type { Edit } from '../rule.ts';
import type { FileFacts } from './fileFacts.ts';
import type { Variable } from './names.ts';
import { contains, functionAround, nodesIn } from './shapes.ts';

/** What becomes of an expression that is taken out of the code that runs again and again. */
export interface Hoisting {
  /** What is computed once, and of what where that is not the whole expression. */
  readonly value: string;
  readonly from?: readonly ts.Expression[];
  /** What the new constant is called, if nothing else is called so. */
  readonly name: string;
  /** What stands in the place of the expression, made of the name. */
  readonly use?: (name: string) => string;
  /** Where it may be something else in the next call of the function around. */
  readonly staysInFunction?: boolean;
}

/** Makes the edits that take expressions of a file out of loops and functions, each with a name of its own. */
export function hoister(file: FileFacts): (node: ts.Expression, part: ts.Node, hoisting: Hoisting) => Edit[] | null {
  const taken = new Set<string>();
  return (node, part, { value, from = [node], name, use, staysInFunction = false }) => {
    const place = placeBefore(part, from, staysInFunction, file);
    if (!place) return null;
    const constant = use ? null : constantOf(node, place, file);
    if (constant) return moved(constant, place, file);
    const own = freeName(name, file.source.text, taken);
    return [
      { start: place.start, end: place.start, text: `const ${own} = ${value};${place.end}` },
      { start: node.getStart(file.source), end: node.end, text: use ? use(own) : own },
    ];
  };
}

/** Where a statement may be put in, and what separates it from what follows. */
interface Place {
  readonly statement: ts.Statement;
  readonly start: number;
  readonly end: string;
}

/** A place before the statement that a part of the code is in, where all that some expressions name is known already. */
function placeBefore(part: ts.Node, from: readonly ts.Expression[], staysInFunction: boolean, file: FileFacts): Place | null {
  let at = part;
  while (at.parent && !(ts.isStatement(at) && isList(at.parent))) at = at.parent;
  if (!at.parent || !ts.isStatement(at)) return null;
  // What `this` is, and what may change from call to call, is known in the same function only.
  const nodes = from.flatMap((each) => [...nodesIn(each)]);
  const mayLeave = !staysInFunction && !nodes.some(({ kind }) => kind === ts.SyntaxKind.ThisKeyword);
  if (!mayLeave && functionAround(at) !== functionAround(part)) return null;
  const { source, names } = file;
  const start = startOf(at, source);
  for (const one of nodes) {
    const variable = ts.isIdentifier(one) ? names.variableOf(one) : null;
    if (variable && !isKnownAt(variable, at, start) && !variable.declarations.some((name) => from.some((each) => contains(each, name))))
      return null;
  }
  const line = source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start);
  const newLine = source.text.includes('\r\n') ? '\r\n' : '\n';
  return { statement: at, start, end: line.trim() === '' ? `${newLine}${line}` : ' ' };
}

const isList = (node: ts.Node): boolean =>
  ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node);

/** Where a statement begins, with the comments that belong to it. */
export function startOf(statement: ts.Statement, source: ts.SourceFile): number {
  const { text } = source;
  let start = statement.getStart(source);
  for (const comment of (ts.getLeadingCommentRanges(text, statement.pos) ?? []).toReversed()) {
    const between = text.slice(comment.end, start);
    const before = text.slice(text.lastIndexOf('\n', comment.pos - 1) + 1, comment.pos);
    if (!/^[^\n]*\n[^\n]*$/u.test(between) || before.trim() !== '') break;
    start = comment.pos;
  }
  return start;
}

/** Whether a name is in scope at a statement, and has its value there. */
function isKnownAt({ kind, scope, declarations }: Variable, statement: ts.Statement, start: number): boolean {
  if (scope.node === statement || !contains(scope.node, statement)) return false;
  if (kind === 'parameter' || kind === 'catch' || kind === 'import' || kind === 'function') return true;
  const fn = functionAround(statement);
  return declarations.every((each) => each.end <= start || functionAround(each) !== fn);
}

/** The constant of the loop that an expression is the value of, where it can be moved as a whole. */
function constantOf(node: ts.Expression, { statement }: Place, { names }: FileFacts): ts.VariableStatement | null {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || !ts.isVariableDeclarationList(parent.parent)) return null;
  const { parent: list } = parent;
  if (!ts.isVariableStatement(list.parent) || list.parent.parent === statement.parent) return null;
  const variable = names.variableOf(parent.name);
  if (variable?.kind !== 'const' || list.declarations.length !== 1) return null;
  for (let scope = variable.scope.parent; scope; scope = scope.parent) if (scope.variables.has(variable.name)) return null;
  return list.parent;
}

function moved(constant: ts.VariableStatement, place: Place, { source }: FileFacts): Edit[] {
  const { text } = source;
  const start = startOf(constant, source);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = /^[ \t]*(?:\r?\n|$)/u.exec(text.slice(constant.end, constant.end + 200));
  const isAlone = text.slice(lineStart, start).trim() === '' && lineEnd !== null;
  const gap = /^ */u.exec(text.slice(constant.end, constant.end + 200))![0].length;
  const from = isAlone ? start : constant.getStart(source);
  const own = constant.getStart(source);
  const comments = text.slice(from, own).replaceAll(`\n${text.slice(lineStart, start)}`, place.end);
  return [
    { start: place.start, end: place.start, text: `${comments}${text.slice(own, constant.end)}${place.end}` },
    isAlone ? { start: lineStart, end: constant.end + lineEnd[0].length, text: '' } : { start: from, end: constant.end + gap, text: '' },
  ];
}

/** A name that stands nowhere in a text, and that was not given before. */
function freeName(name: string, text: string, taken: Set<string>): string {
  for (let count = 1; ; count += 1) {
    const own = count === 1 ? name : `${name}${count}`;
    if (text.includes(own) || taken.has(own)) continue;
    taken.add(own);
    return own;
  }
}
