import { expect, it } from 'vitest';
import { sorted } from './sorted.ts';

it('sorts by value and leaves the original alone', () => {
  const values = [10, 9, -1, 1e-3, -0.5];
  expect(sorted(values)).toEqual([-1, -0.5, 1e-3, 9, 10]);
  expect(values[0]).toBe(10);
  expect(sorted([])).toEqual([]);
});

it.each([[[1, Number.NaN]], [[Infinity, 1]], [[1, -Infinity]]])('refuses %j', (values) => {
  expect(() => sorted(values)).toThrow(RangeError);
});
