import { expect, it } from 'vitest';
import { histogram } from './histogram.ts';
import { michelson } from './referenceData.fixture.ts';
import { seededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';

it('has as many bins as Freedman and Diaconis say', () => {
  // By hand: IQR 85, n 100, so bins of 2 * 85 / 4.64 = 36.6 over a range of 450.
  expect(histogram(sorted(michelson), 100).counts).toHaveLength(13);
});

it('counts every value once and keeps to the bound', () => {
  const random = seededRandom(9);
  for (const n of [1, 2, 3, 50, 2000]) {
    const values = sorted(Array.from({ length: n }, () => Math.exp(3 * random.normal())));
    const { counts, start, binWidth } = histogram(values, 20);
    expect(counts.length).toBeLessThanOrEqual(20);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
    expect(start).toBe(values[0]);
    expect(start + counts.length * binWidth).toBeCloseTo(values[n - 1]!, 9);
  }
});

it('puts values where they belong', () => {
  expect(histogram(sorted([0, 1, 2, 3, 4]), 2)).toEqual({ start: 0, binWidth: 2, counts: [2, 3] });
  expect(histogram(sorted([7, 7, 7]), 10)).toEqual({ start: 7, binWidth: 0, counts: [3] });
  expect(histogram(sorted([7, 7, 7, 7, 7, 8]), 4).counts).toEqual([5, 0, 0, 1]);
});
