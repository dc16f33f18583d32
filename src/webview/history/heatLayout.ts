import type { Heat, HeatLine } from './heat.ts';

export const LINE_PX = 20;
/** Above the lines: the days of the commits. */
export const HEAD_PX = 24;
const MOST_COLUMN_PX = 26;
const VALUE_PX = 76;

/** Where things are, CSS pixels. */
export interface HeatLayout {
  readonly namesWidth: number;
  readonly columnWidth: number;
  readonly cellsWidth: number;
  /** Where the newest values stand; null where there is no room. */
  readonly valuesLeft: number | null;
}

export function layoutOf(width: number, columns: number): HeatLayout {
  const namesWidth = Math.round(Math.min(280, width * 0.36));
  const hasValues = width >= 560;
  const room = Math.max(1, width - namesWidth - (hasValues ? VALUE_PX : 8));
  const columnWidth = Math.min(MOST_COLUMN_PX, room / Math.max(1, columns));
  const cellsWidth = columnWidth * columns;
  return { namesWidth, columnWidth, cellsWidth, valuesLeft: hasValues ? namesWidth + cellsWidth : null };
}

export interface HeatCell {
  /** Index of the line. */
  readonly line: number;
  /** Index of the commit; null on the name. */
  readonly column: number | null;
}

/** What is under a place of the part that is scrolled into view; null beside the lines, and on the name of a group. */
export function cellAt(lines: readonly HeatLine[], layout: HeatLayout, scrollTop: number, x: number, y: number): HeatCell | null {
  const line = Math.floor((y - HEAD_PX + scrollTop) / LINE_PX);
  if (y < HEAD_PX || lines[line]?.kind !== 'row') return null;
  const column = Math.floor((x - layout.namesWidth) / layout.columnWidth);
  const isCell = x >= layout.namesWidth && x < layout.namesWidth + layout.cellsWidth;
  return { line, column: isCell ? column : null };
}

/** The line of a benchmark that is so many benchmarks further, at most the first or last one. */
export function lineFrom(lines: readonly HeatLine[], line: number, by: number): number {
  let [at, left] = [line, Math.abs(by)];
  for (let next = line + Math.sign(by); left > 0 && next >= 0 && next < lines.length; next += Math.sign(by)) {
    if (lines[next]!.kind !== 'row') continue;
    at = next;
    left -= 1;
  }
  return at;
}

/** The index of the value at a column of a series, or -1 where it was not measured there. */
export function valueIndex({ series }: Heat, row: number, column: number): number {
  const { places } = series[row]!;
  let [low, high] = [0, places.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const place = places[middle]!;
    if (place === column) return middle;
    if (place < column) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
