import type { BenchNode, SourceRange } from '../../model/benchmark.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}

const isQuote = (character: string | undefined) => character === "'" || character === '"' || character === '`';

/** Offset of a place (from 1) in the text; the text's end where the line is not there. */
function offsetOf(lines: readonly string[], { line, column }: Place): number {
  return lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/**
 * Where the name of a group or benchmark stands in its call, quotes apart. A computed name has no text of its own in the
 * source: then it is the call's first line. `text` has `\n` line ends.
 */
export function nameRange(text: string, node: Pick<BenchNode, 'name' | 'range'>): SourceRange {
  const lines = text.split('\n');
  const { range, name } = node;
  const start = offsetOf(lines, { line: range.startLine, column: range.startColumn });
  const end = offsetOf(lines, { line: range.endLine, column: range.endColumn });
  for (let at = text.indexOf(name, start); name !== '' && at >= 0 && at + name.length <= end; at = text.indexOf(name, at + 1)) {
    if (!isQuote(text[at - 1]) || text[at - 1] !== text[at + name.length]) continue;
    const from = placeOf(text, at);
    const to = placeOf(text, at + name.length);
    return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
  }
  const endColumn = (lines[range.startLine - 1]?.length ?? range.startColumn) + 1;
  const first = { startLine: range.startLine, startColumn: range.startColumn, endLine: range.startLine, endColumn };
  return range.endLine === range.startLine ? range : first;
}
