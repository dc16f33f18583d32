import { describe, expect, it } from 'vitest';
import { quantile } from './quantile.ts';
import { seededRandom } from './seededRandom.ts';
import { select, selectQuantile } from './select.ts';
import { sorted } from './sorted.ts';

describe('select', () => {
  it('gives what sorting has at that place, and parts the values there', () => {
    const { uniform, normal } = seededRandom(5);
    for (let round = 0; round < 300; round += 1) {
      const values = Float64Array.from({ length: 1 + Math.floor(40 * uniform()) }, () =>
        round % 2 === 0 ? normal() : Math.round(2 * normal()) + 0,
      );
      const place = Math.floor(uniform() * values.length);
      const ordered = values.toSorted();
      expect(select(values, place)).toBe(ordered[place]);
      expect(values.toSorted()).toEqual(ordered);
      expect(Math.max(-Infinity, ...values.subarray(0, place))).toBeLessThanOrEqual(ordered[place]!);
      expect(Math.min(Infinity, ...values.subarray(place + 1))).toBeGreaterThanOrEqual(ordered[place]!);
    }
  });

  it('needs few steps for values that rise and fall again, or are all equal', () => {
    for (const valueAt of [(index: number) => Math.min(index, 1e6 - index), () => 7]) {
      const values = Float64Array.from({ length: 1e6 }, (_, index) => valueAt(index));
      const ordered = values.toSorted();
      // With steps in the square of the number this would not end.
      expect(select(values, 500_000)).toBe(ordered[500_000]);
    }
  });
});

it('selectQuantile is quantile', () => {
  const { uniform, normal } = seededRandom(6);
  for (let round = 0; round < 200; round += 1) {
    const values = Array.from({ length: 1 + Math.floor(30 * uniform()) }, normal);
    const p = [0, 0.5, 1, uniform()][round % 4]!;
    expect(selectQuantile(Float64Array.from(values), p)).toBe(quantile(sorted(values), p));
  }
  expect(() => selectQuantile(new Float64Array(), 0.5)).toThrow(RangeError);
  expect(() => selectQuantile(Float64Array.of(1, Number.NaN), 0.5)).toThrow(RangeError);
});
