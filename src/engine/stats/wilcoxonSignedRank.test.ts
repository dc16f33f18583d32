import { describe, expect, it } from 'vitest';
import { sleep } from './referenceData.fixture.ts';
import { seededRandom } from './seededRandom.ts';
import { signedRankTest } from './wilcoxonSignedRank.ts';

describe('signedRankTest', () => {
  it('agrees with R where it is exact: depression at two visits', () => {
    // Hollander and Wolfe (1973), p. 29, in R's help page of `wilcox.test`: V = 40, one-sided p = 0.01953.
    const first = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    const { w, p } = signedRankTest(first.map((value, place) => value - second[place]!));
    expect(w).toBe(40);
    expect(p / 2).toBeCloseTo(0.01953, 5);
  });

  it('agrees with R where there are zeros and ties: wilcox.test(extra ~ group, data = sleep, paired = TRUE)', () => {
    // V = 0, p-value = 0.009091.
    const { w, p } = signedRankTest(sleep.first.map((value, place) => value - sleep.second[place]!));
    expect(w).toBe(0);
    expect(p).toBeCloseTo(0.009091, 6);
  });

  it('counts every pattern of signs once where it is exact', () => {
    const n = 6;
    const patterns = Array.from({ length: 2 ** n }, (_, bits) =>
      Array.from({ length: n }, (__, place) => (place + 1) * (((bits >> place) & 1) === 1 ? 1 : -1)),
    );
    const sums = patterns.map((pattern) => pattern.reduce((sum, value) => sum + Math.max(value, 0), 0));
    const far = (sum: number) => Math.abs(sum - 10.5);
    for (const [place, pattern] of patterns.entries()) {
      const asFar = sums.filter((sum) => far(sum) >= far(sums[place]!)).length;
      expect(signedRankTest(pattern)).toEqual({ w: sums[place], p: asFar / patterns.length });
    }
  });

  it('is nearly the same exact and by the normal distribution', () => {
    const random = seededRandom(15);
    for (let round = 0; round < 20; round += 1) {
      const values = Array.from({ length: 40 }, () => 0.2 + random.normal());
      expect(Math.abs(signedRankTest(values).p - signedRankTest([...values, 0]).p)).toBeLessThan(0.01);
    }
  });

  it('says nothing of zeros, and refuses what has no rank', () => {
    expect(signedRankTest([0, 0, 0])).toEqual({ w: 0, p: 1 });
    expect(signedRankTest([])).toEqual({ w: 0, p: 1 });
    expect(() => signedRankTest([1, Infinity])).toThrow(RangeError);
  });
});
