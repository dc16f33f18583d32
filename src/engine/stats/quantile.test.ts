import { describe, expect, it } from 'vitest';
import { median, quantile } from './quantile.ts';
import { michelson } from './referenceData.fixture.ts';
import { seededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';

describe('quantile', () => {
  it('agrees with R: quantile(1:10)', () => {
    const values = sorted([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p))).toEqual([1, 3.25, 5.5, 7.75, 10]);
  });

  it('agrees with R: quantile(morley$Speed)', () => {
    const values = sorted(michelson);
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(values, p))).toEqual([620, 807.5, 850, 892.5, 1070]);
  });

  it('rises with p and stays between the ends', () => {
    const random = seededRandom(1);
    for (let n = 1; n <= 40; n += 1) {
      const values = sorted(Array.from({ length: n }, random.normal));
      const quantiles = Array.from({ length: 101 }, (_, i) => quantile(values, i / 100));
      expect(quantiles.every((value, i) => i === 0 || value >= quantiles[i - 1]!)).toBe(true);
      expect([quantiles[0], quantiles[100]]).toEqual([values[0], values[n - 1]]);
    }
  });

  it('refuses what has no quantile', () => {
    expect(() => quantile(sorted([]), 0.5)).toThrow(RangeError);
    expect(() => quantile(sorted([1]), 1.01)).toThrow(RangeError);
    expect(() => quantile(sorted([1]), Number.NaN)).toThrow(RangeError);
  });
});

it('takes the middle as median', () => {
  expect(median(sorted([3, 1, 2]))).toBe(2);
  expect(median(sorted([4, 1, 2, 3]))).toBe(2.5);
});
