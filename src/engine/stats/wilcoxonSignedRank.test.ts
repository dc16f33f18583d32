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

  it('knows only the ranks and signs, and turns around with the signs', () => {
    const random = seededRandom(16);
    for (const n of [9, 60]) {
      const values = Array.from({ length: n }, () => 0.3 + random.normal());
      const { w, p } = signedRankTest(values);
      const turned = signedRankTest(values.map((value) => -value));
      expect(turned.w).toBe((n * (n + 1)) / 2 - w);
      expect(turned.p).toBeCloseTo(p, 12);
      expect(signedRankTest(values.map((value) => value ** 3))).toEqual({ w, p });
    }
  });

  it.each([
    ['exact', 9, (value: number) => value],
    ['many', 60, (value: number) => value],
    ['zeros and ties', 25, (value: number) => Math.round(2 * value)],
  ] as const)('rejects at most 5 %% of samples around 0 at 5 %%: %s', (_, n, shape) => {
    const random = seededRandom(17);
    const rounds = 3000;
    let rejected = 0;
    for (let round = 0; round < rounds; round += 1) {
      if (signedRankTest(Array.from({ length: n }, () => shape(random.normal()))).p < 0.05) rejected += 1;
    }
    // Three standard errors are 1.2 %.
    expect(rejected / rounds).toBeLessThan(0.062);
    expect(rejected / rounds).toBeGreaterThan(0.03);
  });

  it('says nothing of zeros, and refuses what has no rank', () => {
    expect(signedRankTest([0, 0, 0])).toEqual({ w: 0, p: 1 });
    expect(signedRankTest([])).toEqual({ w: 0, p: 1 });
    expect(() => signedRankTest([1, Infinity])).toThrow(RangeError);
  });
});
