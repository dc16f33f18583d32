import { describe, expect, it } from 'vitest';
import { sleep } from './referenceData.fixture.ts';
import { seededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { studentTCdf } from './studentT.ts';
import { trimmedEstimate } from './trimmedEstimate.ts';
import { welchTest } from './welch.ts';
import { yuenDifference } from './yuen.ts';

const difference = (first: readonly number[], second: readonly number[], share: number) =>
  yuenDifference(trimmedEstimate(sorted(first), share)!, trimmedEstimate(sorted(second), share)!);

describe('yuenDifference', () => {
  it('agrees with SciPy: ttest_ind(a, b, equal_var=False, trim=0.2)', () => {
    // SciPy's own tests compare them with yuen.t.test of R's package PairedData.
    const { centre, standardError, degreesOfFreedom } = difference([1.1, 2.9, 4.2], [56, 128.6, 12, 123.8, 64.34, 78, 763.3], 0.2);
    const t = centre / standardError;
    expect(t).toBeCloseTo(4.591598691181999, 10);
    expect(2 * studentTCdf(-t, degreesOfFreedom)).toBeCloseTo(0.00998909252078421, 10);
  });

  it("is Welch's test where nothing is trimmed", () => {
    const { centre, standardError, degreesOfFreedom } = difference(sleep.first, sleep.second, 0);
    const welch = welchTest(sleep.first, sleep.second);
    expect(centre / standardError).toBeCloseTo(welch.t, 12);
    expect(degreesOfFreedom).toBeCloseTo(welch.degreesOfFreedom, 12);
  });

  it('gives a further part of the variance its own degrees of freedom', () => {
    const blocks = { centre: 0, standardError: 1e-9, degreesOfFreedom: 11 };
    const sum = (degreesOfFreedom: number) => yuenDifference(blocks, blocks, [{ variance: 4, degreesOfFreedom }]);
    // All that matters is what the further part is known with.
    expect(sum(7).standardError).toBeCloseTo(2, 9);
    expect(sum(7).degreesOfFreedom).toBeCloseTo(7, 9);
    expect(sum(Infinity).degreesOfFreedom).toBe(1e6);
    // Three equal parts: Satterthwaite's 9 / (1 / 2 + 1 / 4 + 1 / 4).
    const even = yuenDifference(
      { centre: 1, standardError: 1, degreesOfFreedom: 2 },
      { centre: 3, standardError: 1, degreesOfFreedom: 4 },
      [{ variance: 1, degreesOfFreedom: 4 }],
    );
    expect(even).toEqual({ centre: 2, standardError: Math.sqrt(3), degreesOfFreedom: 9 });
  });

  it('holds a true difference of 0 in 95 of 100, unequal spreads and outliers included', () => {
    const random = seededRandom(22);
    const rounds = 4000;
    let held = 0;
    for (let round = 0; round < rounds; round += 1) {
      const draw = (n: number, spread: number) =>
        Array.from({ length: n }, () => spread * random.normal() * (random.uniform() < 0.1 ? 5 : 1));
      const { centre, standardError, degreesOfFreedom } = difference(draw(8, 1), draw(15, 2), 0.2);
      if (2 * studentTCdf(-Math.abs(centre) / standardError, degreesOfFreedom) > 0.05) held += 1;
    }
    expect(held / rounds).toBeGreaterThan(0.935);
    expect(held / rounds).toBeLessThan(0.98);
  });
});
