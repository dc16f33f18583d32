import { decode, encode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/** Behind these a line break would end the statement, or make another word of the next one. */
const ENDS_EARLY = /(?:^|[^\w$.#])(?:return|throw|break|continue|yield|async|accessor|using)\s*$/u;
/** With what stands around it. */
const LONGEST_WORD = 16;
/** Before these, too. */
const BEGINS_LATE = /^\s*(?:\+\+|--|=>)/u;

interface Transformed {
  readonly code: string;
  /** Of version 3, as JSON. */
  readonly map: string;
}

/**
 * Breaks the lines of what esbuild printed so that each of them is of one line of the source: V8's profiles tell lines, not columns, and
 * esbuild puts what was on many lines on one. What was broken already stays so.
 */
export function keepLines({ code, map }: Transformed): Transformed {
  const parsed = JSON.parse(map) as { mappings: string };
  const texts = code.split('\n');
  const given = decode(parsed.mappings);
  const lines: string[] = [];
  const mappings: SourceMapMappings = [];
  for (const [index, segments] of given.entries()) {
    const text = texts[index];
    if (text === undefined) break;
    let beginning = 0;
    let own: SourceMapSegment[] = [];
    let sourceLine: number | undefined;
    for (const segment of segments) {
      const [column, source, line] = segment;
      if (line !== undefined && sourceLine !== undefined && line !== sourceLine && isBreakable(text, beginning, column)) {
        lines.push(text.slice(beginning, column));
        mappings.push(own);
        own = [];
        beginning = column;
        sourceLine = undefined;
      }
      sourceLine ??= line;
      own.push(source === undefined ? [column - beginning] : ([column - beginning, ...segment.slice(1)] as SourceMapSegment));
    }
    lines.push(text.slice(beginning));
    mappings.push(own);
  }
  lines.push(...texts.slice(given.length));
  return { code: lines.join('\n'), map: JSON.stringify({ ...parsed, mappings: encode(mappings) }) };
}

function isBreakable(text: string, beginning: number, column: number): boolean {
  const before = text.slice(Math.max(beginning, column - LONGEST_WORD), column);
  return column > beginning && !ENDS_EARLY.test(before) && !BEGINS_LATE.test(text.slice(column, column + 8));
}
