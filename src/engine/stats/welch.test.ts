import { describe, expect, it } from 'vitest';
import { sleep } from './referenceData.fixture.ts';
import { seededRandom } from './seededRandom.ts';
import { welchTest } from './welch.ts';

describe('welchTest', () => {
  it('agrees with R: t.test(extra ~ group, data = sleep)', () => {
    // R's help page of `t.test`: t = -1.8608, df = 17.776, p-value = 0.07939, first minus second.
    const { t, degreesOfFreedom, p } = welchTest(sleep.first, sleep.second);
    expect(t).toBeCloseTo(1.8608, 4);
    expect(degreesOfFreedom).toBeCloseTo(17.776, 3);
    expect(p).toBeCloseTo(0.07939, 5);
  });

  it('only changes sign with the sides, and not at all with place and scale', () => {
    const random = seededRandom(12);
    for (let n = 2; n < 12; n += 1) {
      const first = Array.from({ length: n }, random.normal);
      const second = Array.from({ length: 14 - n }, () => 0.5 + 2 * random.normal());
      const test = welchTest(first, second);
      expect(welchTest(second, first).t).toBeCloseTo(-test.t, 12);
      const moved = welchTest(...([first, second].map((values) => values.map((value) => 3 + 1e-6 * value)) as [number[], number[]]));
      expect(moved.t).toBeCloseTo(test.t, 6);
      expect(moved.degreesOfFreedom).toBeCloseTo(test.degreesOfFreedom, 6);
      expect(test.p).toBeLessThanOrEqual(1);
    }
  });

  it('rejects 5 % of samples of one mean at 5 %, whatever their spreads', () => {
    const random = seededRandom(4);
    const rounds = 10_000;
    let rejected = 0;
    for (let round = 0; round < rounds; round += 1) {
      const narrow = Array.from({ length: 6 }, random.normal);
      const wide = Array.from({ length: 12 }, () => 3 * random.normal());
      if (welchTest(narrow, wide).p < 0.05) rejected += 1;
    }
    // Five standard errors are 1.1 %.
    expect(Math.abs(rejected / rounds - 0.05)).toBeLessThan(0.011);
  });

  it('stays finite without a spread, and refuses single values', () => {
    expect(welchTest([2, 2, 2], [2, 2, 2])).toEqual({ t: 0, degreesOfFreedom: 4, p: 1 });
    const apart = welchTest([0, 0, 0], [1, 1, 1]);
    expect(apart.t).toBeGreaterThan(1e12);
    expect(Number.isFinite(apart.t)).toBe(true);
    expect(apart.p).toBeLessThan(1e-12);
    expect(() => welchTest([1], [1, 2])).toThrow(RangeError);
  });
});
