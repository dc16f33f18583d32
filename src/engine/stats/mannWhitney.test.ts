import { describe, expect, it } from 'vitest';
import { mannWhitneyTest } from './mannWhitney.ts';
import { seededRandom } from './seededRandom.ts';

describe('mannWhitneyTest', () => {
  it('agrees with R where it is exact: permeability of the human chorioamnion', () => {
    // Hollander and Wolfe (1973), p. 69, in R's help page of `wilcox.test`: W = 35 for the first sample, one-sided p = 0.1272.
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const early = [1.15, 0.88, 0.9, 0.74, 1.21];
    expect(mannWhitneyTest(early, term).u).toBe(35);
    expect(mannWhitneyTest(term, early).u).toBe(50 - 35);
    expect(mannWhitneyTest(term, early).p / 2).toBeCloseTo(0.1272, 4);
  });

  it('agrees with R where there are ties: ozone in May and August', () => {
    // wilcox.test(Ozone ~ Month, data = airquality, subset = Month %in% c(5, 8)): W = 127.5, p-value = 0.0001208.
    const may = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
    const august = [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];
    expect(mannWhitneyTest(august, may).u).toBe(127.5);
    expect(mannWhitneyTest(may, august).p).toBeCloseTo(0.0001208, 7);
  });

  it('counts every ordering once where it is exact', () => {
    const [m, n] = [3, 4];
    // All ways to choose which of the values 0 to 6 are the first sample's.
    const us: number[] = [];
    for (let chosen = 0; chosen < 2 ** (m + n); chosen += 1) {
      const sides = Array.from({ length: m + n }, (_, value) => ((chosen >> value) & 1) === 1);
      const first = sides.flatMap((isFirst, value) => (isFirst ? [value] : []));
      const second = sides.flatMap((isFirst, value) => (isFirst ? [] : [value]));
      if (first.length === m) us.push(mannWhitneyTest(first, second).u);
    }
    expect(us).toHaveLength(35);
    // Four values that are larger than one of 0, 1 and 2 in `u` pairs.
    const sampleWith = (u: number) => [0, 1, 2, 3].map((place) => Math.min(3, Math.max(0, u - 3 * place)) - 0.5 - 0.01 * place);
    for (let u = 0; u <= m * n; u += 1) {
      const asFar = us.filter((other) => Math.min(other, m * n - other) <= Math.min(u, m * n - u)).length;
      const test = mannWhitneyTest([0, 1, 2], sampleWith(u));
      expect(test.u).toBe(u);
      expect(test.p).toBeCloseTo(asFar / us.length, 12);
    }
  });

  it('is nearly the same exact and by the normal distribution', () => {
    const random = seededRandom(6);
    for (let round = 0; round < 20; round += 1) {
      const draw = (shift: number) => Array.from({ length: 25 }, () => shift + random.normal());
      const [first, second] = [draw(0), draw(0.4)];
      const exact = mannWhitneyTest(first, second);
      // One value more a side, far out on both ends, is beyond the exact distribution.
      const normal = mannWhitneyTest([...first, -100], [...second, -101]);
      expect(Math.abs(exact.p - normal.p)).toBeLessThan(0.03);
    }
  });

  it('knows only the order of the values, and turns around with the sides', () => {
    const random = seededRandom(7);
    for (const [m, n] of [
      [5, 8],
      [60, 70],
    ] as const) {
      const [first, second] = [m, n].map((count) => Array.from({ length: count }, random.normal)) as [number[], number[]];
      const { u, p } = mannWhitneyTest(first, second);
      const turned = mannWhitneyTest(second, first);
      expect(turned.u).toBe(m * n - u);
      expect(turned.p).toBeCloseTo(p, 12);
      expect(mannWhitneyTest(first.map(Math.exp), second.map(Math.exp))).toEqual({ u, p });
    }
  });

  it.each([
    ['exact', 8, (value: number) => value],
    ['many', 60, (value: number) => value],
    ['ties', 20, (value: number) => Math.round(2 * value)],
  ] as const)('rejects at most 5 %% of samples of one distribution at 5 %%: %s', (_, n, shape) => {
    const random = seededRandom(8);
    const rounds = 3000;
    const draw = (count: number) => Array.from({ length: count }, () => shape(random.normal()));
    let rejected = 0;
    for (let round = 0; round < rounds; round += 1) if (mannWhitneyTest(draw(n), draw(n + 4)).p < 0.05) rejected += 1;
    // Three standard errors are 1.2 %.
    expect(rejected / rounds).toBeLessThan(0.062);
    expect(rejected / rounds).toBeGreaterThan(0.03);
  });

  it('says nothing of equal values, and refuses none', () => {
    expect(mannWhitneyTest([1, 1], [1, 1, 1])).toEqual({ u: 3, p: 1 });
    expect(mannWhitneyTest([1], [2])).toEqual({ u: 1, p: 1 });
    expect(() => mannWhitneyTest([], [1])).toThrow(RangeError);
    expect(() => mannWhitneyTest([1], [Number.NaN])).toThrow(RangeError);
  });
});
