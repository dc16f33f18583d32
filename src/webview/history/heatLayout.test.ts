import { describe, expect, it } from 'vitest';
import type { HeatLine } from './heat.ts';
import { cellAt, HEAD_PX, layoutOf, LINE_PX, lineFrom } from './heatLayout.ts';

const group: HeatLine = { kind: 'group', file: 'a.bench.ts', path: [] };
const rowAt = (row: number): HeatLine => ({ kind: 'row', row });
const lines = [group, rowAt(0), rowAt(1), group, rowAt(2)];

describe('layoutOf', () => {
  it.each([
    [1400, 200],
    [360, 200],
    [800, 1],
    [100, 0],
  ])('keeps %d px wide and %d columns inside', (width, columns) => {
    const { namesWidth, cellsWidth, columnWidth } = layoutOf(width, columns);
    expect(namesWidth + cellsWidth).toBeLessThanOrEqual(width);
    expect(columnWidth).toBeGreaterThan(0);
    expect(columnWidth).toBeLessThanOrEqual(26);
  });
});

describe('cellAt', () => {
  const layout = layoutOf(1000, 10);
  const middleOf = (line: number) => HEAD_PX + (line + 0.5) * LINE_PX;
  const xOf = (column: number) => layout.namesWidth + (column + 0.5) * layout.columnWidth;

  it('finds cells and names, and nothing on the head, on groups and below the last line', () => {
    expect(cellAt(lines, layout, 0, xOf(3), middleOf(1))).toEqual({ line: 1, column: 3 });
    expect(cellAt(lines, layout, 0, 20, middleOf(2))).toEqual({ line: 2, column: null });
    expect(cellAt(lines, layout, 0, xOf(10), middleOf(2))).toEqual({ line: 2, column: null });
    expect(cellAt(lines, layout, 0, xOf(3), 5)).toBeNull();
    expect(cellAt(lines, layout, 0, xOf(3), middleOf(3))).toBeNull();
    expect(cellAt(lines, layout, 0, xOf(3), middleOf(5))).toBeNull();
  });

  it('counts what is scrolled away', () => {
    expect(cellAt(lines, layout, 3 * LINE_PX, xOf(0), middleOf(1))).toEqual({ line: 4, column: 0 });
  });
});

describe('lineFrom', () => {
  it('goes from benchmark to benchmark, and stops at the ends', () => {
    expect(lineFrom(lines, 1, 1)).toBe(2);
    expect(lineFrom(lines, 2, 1)).toBe(4);
    expect(lineFrom(lines, 4, 1)).toBe(4);
    expect(lineFrom(lines, 4, -2)).toBe(1);
    expect(lineFrom(lines, 4, -99)).toBe(1);
  });
});
