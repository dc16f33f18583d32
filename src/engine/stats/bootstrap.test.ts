import { mean } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from './bootstrap.ts';
import { seededRandom } from './seededRandom.ts';
import { sorted, type Sorted } from './sorted.ts';
import { welchTest } from './welch.ts';

const meanOf = ([values]: readonly Sorted[]) => mean(values!.slice());
const meanDifference = ([first, second]: readonly Sorted[]) => mean(second!.slice()) - mean(first!.slice());

describe('bootstrapInterval', () => {
  it('agrees with Efron and Tibshirani: the variance of the spatial test data', () => {
    // "An Introduction to the Bootstrap", tables 14.1 and 14.2: 171.5, and 115.8 to 259.6 by BCa at 90 %, 100.8 to 233.9 by percentiles.
    const scores = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];
    const variance = ([values]: readonly Sorted[]) => mean(values!.map((value) => (value - mean(values!.slice())) ** 2));
    expect(variance([sorted(scores)])).toBeCloseTo(171.5, 1);
    const { low, high } = bootstrapInterval([sorted(scores)], variance, 0.9);
    // Both they and we drew 2,000 resamples: the limits vary by some per cent.
    expect(Math.abs(low - 115.8)).toBeLessThan(5);
    expect(Math.abs(high - 259.6)).toBeLessThan(6);
  });

  it('gives the same data the same interval, and follows place and scale', () => {
    const values = Array.from({ length: 12 }, seededRandom(18).normal);
    const one = bootstrapInterval([sorted(values)], meanOf, 0.99);
    expect(bootstrapInterval([sorted(values.toReversed())], meanOf, 0.99)).toEqual(one);
    const moved = bootstrapInterval([sorted(values.map((value) => 5 + 2 * value))], meanOf, 0.99);
    expect(moved.low).toBeCloseTo(5 + 2 * one.low, 9);
    expect(moved.high).toBeCloseTo(5 + 2 * one.high, 9);
  });

  it('is near the interval of t for the difference of two means of normal values', () => {
    const random = seededRandom(19);
    const [first, second] = [Array.from({ length: 40 }, random.normal), Array.from({ length: 30 }, () => 1 + 2 * random.normal())];
    const { low, high } = bootstrapInterval([sorted(first), sorted(second)], meanDifference, 0.95);
    const { t } = welchTest(first, second);
    const centre = meanDifference([sorted(first), sorted(second)]);
    const halfWidth = 2.02 * (centre / t);
    expect(Math.abs(low - (centre - halfWidth)) / halfWidth).toBeLessThan(0.12);
    expect(Math.abs(high - (centre + halfWidth)) / halfWidth).toBeLessThan(0.12);
  });

  it('holds the mean of 20 skewed values nearly as often as it says', () => {
    const random = seededRandom(20);
    const rounds = 200;
    let held = 0;
    for (let round = 0; round < rounds; round += 1) {
      const values = sorted(Array.from({ length: 20 }, () => -Math.log(1 - random.uniform())));
      const { low, high } = bootstrapInterval([values], meanOf, 0.9);
      if (low <= 1 && high >= 1) held += 1;
    }
    // It is known to be too narrow with so few. Four standard errors are 8 %.
    expect(held / rounds).toBeGreaterThan(0.8);
    expect(held / rounds).toBeLessThan(0.97);
  });

  it('has no width without a spread, and refuses single values', () => {
    expect(bootstrapInterval([sorted([3, 3, 3])], meanOf, 0.99)).toEqual({ low: 3, high: 3, confidence: 0.99 });
    expect(() => bootstrapInterval([sorted([3])], meanOf, 0.99)).toThrow(RangeError);
  });
});
