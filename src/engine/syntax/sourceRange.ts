import type { SourceRange } from '../../model/benchmark.ts';
import type { ts } from './typescript.ts';

/** Offsets to lines and columns that count from 1. */
export function rangeBetween(source: ts.SourceFile, startOffset: number, endOffset: number): SourceRange {
  const start = positionAt(source, startOffset);
  const end = positionAt(source, endOffset);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

export function positionAt(source: ts.SourceFile, offset: number): { readonly line: number; readonly column: number } {
  const { line, character } = source.getLineAndCharacterOfPosition(Math.min(offset, source.text.length));
  return { line: line + 1, column: character + 1 };
}
