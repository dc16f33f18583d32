import { expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { medianOf, robustSpread } from './spread.ts';

it("agrees with R's help page of `mad`: mad(c(1:9)) is 2.9652, and mad(c(1:8, 100)) the same", () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect(robustSpread(values, medianOf(values))).toBeCloseTo(2.9652, 4);
  expect(robustSpread(values.with(8, 100), 5)).toBe(robustSpread(values, 5));
});

it('is the standard deviation of normal values, in whatever unit and wherever they lie', () => {
  const { normal } = seededRandom(2);
  const values = Array.from({ length: 20_000 }, normal);
  const spread = robustSpread(values, medianOf(values));
  // Four standard errors: a median absolute deviation of normal values has one of 1.17 / sqrt(n) (Hampel 1974: an efficiency of 37 %).
  expect(Math.abs(spread - 1)).toBeLessThan(0.033);
  const moved = values.map((value) => 5 - 3 * value);
  expect(robustSpread(moved, medianOf(moved))).toBeCloseTo(3 * spread, 9);
  expect(robustSpread([4, 4, 4], 4)).toBe(0);
  expect(() => robustSpread([], 0)).toThrow(RangeError);
});
