import { ts } from '../../syntax/index.ts';
import type { Edit } from '../rule.ts';
import { functionAround, statementOf } from './shapes.ts';

/** A name that the file has not yet. */
export function freshName(wanted: string, { text }: ts.SourceFile): string {
  let name = wanted;
  for (let number = 2; text.includes(name); number += 1) name = `${wanted}${number}`;
  return name;
}

/**
 * The statement that a node is part of, where others can be put beside it that run as often: it stands in a list of statements, and no
 * function or class is between.
 */
export function placeOf(node: ts.Node): ts.Statement | null {
  let statement = statementOf(node);
  while (statement && ts.isLabeledStatement(statement.parent)) statement = statement.parent;
  if (!statement || functionAround(statement) !== functionAround(node)) return null;
  for (let at = node; at !== statement.parent; at = at.parent) if (ts.isClassLike(at)) return null;
  const { parent } = statement;
  return ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isModuleBlock(parent) ? statement : null;
}

/** Puts a statement before another: on a line of its own where the other begins one. */
export function insertedBefore(statement: ts.Statement, text: string, source: ts.SourceFile): Edit {
  const start = statement.getStart(source);
  return { start, end: start, text: `${text}${separatorAt(start, source)}` };
}

/** Puts a statement behind another. */
export function insertedAfter(statement: ts.Statement, text: string, source: ts.SourceFile): Edit {
  return { start: statement.end, end: statement.end, text: `${separatorAt(statement.getStart(source), source)}${text}` };
}

/** The line end and indentation of a statement that begins a line; a space for others. */
function separatorAt(start: number, { text }: ts.SourceFile): string {
  const indentation = /[^\S\n\r]*$/u.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))![0];
  const line = start - indentation.length;
  if (line > 0 && text[line - 1] !== '\n') return ' ';
  if (line === 0) return text.includes('\r\n') ? '\r\n' : '\n';
  return `${text[line - 2] === '\r' ? '\r\n' : '\n'}${indentation}`;
}

/** A statement with the white space around it that nothing needs any more. */
export function removed(statement: ts.Statement, source: ts.SourceFile): Edit {
  const { text } = source;
  const [start, { end }] = [statement.getStart(source), statement];
  let next = end;
  while (text[next] === ' ' || text[next] === '\t') next += 1;
  if (next < text.length && text[next] !== '\n' && text[next] !== '\r') return { start, end: next, text: '' };
  let before = start;
  while (/\s/u.test(text[before - 1] ?? '')) before -= 1;
  return { start: before, end, text: '' };
}

/** Edits, if no comment is lost by them; null otherwise. */
export function withoutLoss(edits: readonly Edit[], { text }: ts.SourceFile): readonly Edit[] | null {
  return edits.some(({ start, end }) => /\/[*/]/u.test(text.slice(start, end))) ? null : edits;
}
