import { describe, expect, it } from 'vitest';
import type { ChangePoint, SeriesChanges } from '../../model/series.ts';
import { against, levelAt, levelsOf } from './levels.ts';

const step = (index: number, before: number, after: number): ChangePoint => ({
  kind: 'step',
  index,
  range: [index, index],
  direction: after > before ? 'up' : 'down',
  size: after / before,
  before,
  after,
  confidence: 0.99,
});
const changesWith = (changePoints: readonly ChangePoint[]): SeriesChanges => ({
  scale: 'ratio',
  changePoints,
  spikes: [],
  varianceChanges: [],
  suspects: [],
  twoModes: null,
  level: 12,
  noise: 0.01,
  smallestDetectable: null,
});

describe('levelsOf', () => {
  it('has a level from change to change', () => {
    const values = Float64Array.of(1, 1, 2, 2, 2, 3);
    const levels = levelsOf(values, changesWith([step(2, 1, 2), step(5, 2, 3)]));
    expect(levels).toEqual([
      { first: 0, last: 1, value: 1 },
      { first: 2, last: 4, value: 2 },
      { first: 5, last: 5, value: 3 },
    ]);
    expect([0, 1, 2, 4, 5].map((index) => levelAt(levels, index)?.value)).toEqual([1, 1, 2, 2, 3]);
  });

  it('has one where nothing changed, and none without values', () => {
    expect(levelsOf(Float64Array.of(11, 12, 13), changesWith([]))).toEqual([{ first: 0, last: 2, value: 12 }]);
    expect(levelsOf(Float64Array.of(1, 9, Number.NaN, 2), null)).toEqual([{ first: 0, last: 3, value: 2 }]);
    expect(levelsOf(Float64Array.of(), null)).toEqual([]);
  });
});

describe('against', () => {
  it('is a ratio of what is more than nothing, else a difference', () => {
    expect(against(3, 2)).toEqual({ size: 1.5, scale: 'ratio' });
    expect(against(3, 0)).toEqual({ size: 3, scale: 'difference' });
    expect(against(0, 0)).toEqual({ size: 0, scale: 'difference' });
    expect(against(Number.NaN, 1)).toBeNull();
  });
});
