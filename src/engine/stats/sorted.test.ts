import { expect, it } from 'vitest';
import { seededRandom } from './seededRandom.ts';
import { resampled, sorted } from './sorted.ts';

it('sorts by value and leaves the original alone', () => {
  const values = [10, 9, -1, 1e-3, -0.5];
  expect(sorted(values)).toEqual([-1, -0.5, 1e-3, 9, 10]);
  expect(values[0]).toBe(10);
  expect(sorted([])).toEqual([]);
});

it.each([[[1, Number.NaN]], [[Infinity, 1]], [[1, -Infinity]]])('refuses %j', (values) => {
  expect(() => sorted(values)).toThrow(RangeError);
});

it('draws as many values with replacement, in order, each as often as any other', () => {
  const { uniform } = seededRandom(23);
  const values = sorted([4, 1, 3, 2]);
  const counts = new Map<number, number>();
  for (let round = 0; round < 5000; round += 1) {
    const drawn = resampled(values, uniform);
    expect(drawn).toHaveLength(4);
    expect(drawn).toEqual(sorted(drawn));
    for (const value of drawn) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  // 5,000 of each are expected, with a standard deviation of 61.
  for (const value of values) expect(Math.abs(counts.get(value)! - 5000)).toBeLessThan(300);
});
