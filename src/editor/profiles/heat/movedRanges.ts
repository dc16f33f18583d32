/** A part of a text, by offsets. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** As VS Code tells an edit. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Where parts of a text are after an edit: they move with what is written before them, and are gone where all of them was removed. The
 * changes are in VS Code's order, in which each can be made after the one before.
 */
export function movedRanges<T extends TextRange>(ranges: readonly T[], changes: readonly TextChange[]): T[] {
  return changes.reduce((left, change) => left.flatMap((range) => moved(range, change)), [...ranges]);
}

function moved<T extends TextRange>(range: T, { rangeOffset, rangeLength, text }: TextChange): T[] {
  const endOffset = rangeOffset + rangeLength;
  const grown = text.length - rangeLength;
  // What is written right before a line, or right behind it, is another line.
  if (endOffset <= range.start) return [{ ...range, start: range.start + grown, end: range.end + grown }];
  if (rangeOffset >= range.end) return [range];
  if (rangeOffset <= range.start && endOffset >= range.end) return [];
  const start = rangeOffset <= range.start ? rangeOffset + text.length : range.start;
  const end = endOffset >= range.end ? rangeOffset : range.end + grown;
  return [{ ...range, start, end }];
}
