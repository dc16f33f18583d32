import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { countFalls, mannKendall, trendP } from './mannKendall.ts';
import { nile } from './referenceSeries.fixture.ts';

describe('mannKendall', () => {
  it("agrees with R's example of cor.test: lightness and taste of tuna, by Hollander and Wolfe (1973)", () => {
    // Taste in the order of lightness: T = 26 of 36 pairs, tau = 0.4444.
    const taste = [2.5, 4, 2.6, 3.6, 2.8, 3.1, 5.2, 5, 3.8];
    expect(mannKendall(taste)).toMatchObject({ s: 16, tau: expect.closeTo(0.4444444, 7) as number });
  });

  it('agrees with SciPy 1.17 where there are ties: kendalltau(range(100), nile)', () => {
    const { s, tau, z } = mannKendall(nile);
    expect(s).toBe(-1387);
    expect(tau).toBeCloseTo(-0.2807413347246131, 13);
    // SciPy has no continuity correction: p = 3.6111799194816154e-05 there is z = 4.1310.
    expect((z * 1387) / 1386).toBeCloseTo(-4.131045, 5);
  });

  it('knows only the order of the values, and turns around with them or with time', () => {
    const random = seededRandom(8);
    const values = Array.from({ length: 50 }, (_, index) => Math.round(3 * random.normal() + index / 20));
    const { s, tau, z, p } = mannKendall(values);
    expect(s).not.toBe(0);
    expect(mannKendall(values.map((value) => Math.exp(value / 5)))).toEqual({ s, tau, z, p });
    for (const turned of [values.map((value) => -value), values.toReversed()])
      expect(mannKendall(turned)).toEqual({ s: -s, tau: -tau, z: -z, p });
  });

  it('sees a trend in 5 of 100 series of independent values', () => {
    const random = seededRandom(9);
    const rounds = 3000;
    let seen = 0;
    for (let round = 0; round < rounds; round += 1) if (mannKendall(Array.from({ length: 25 }, random.normal)).p < 0.05) seen += 1;
    // Three standard errors are 1.2 %.
    expect(Math.abs(seen / rounds - 0.05)).toBeLessThan(0.012);
  });

  it('says nothing of equal values and of one', () => {
    expect(mannKendall([4, 4, 4, 4])).toEqual({ s: 0, tau: 0, z: 0, p: 1 });
    expect(mannKendall([4])).toEqual({ s: 0, tau: 0, z: 0, p: 1 });
  });

  it('sees a trend in one of a hundred series without one, also where values remember', () => {
    const rounds = 400;
    let seen = 0;
    for (let seed = 0; seed < rounds; seed += 1) {
      const random = seededRandom(seed);
      let value = random.normal();
      const values = Array.from({ length: 80 }, () => (value = 0.6 * value + random.normal()));
      if (trendP(mannKendall(values), values) < 0.01) seen += 1;
    }
    expect(seen).toBeLessThanOrEqual(10);
  });
});

describe('countFalls', () => {
  it('counts what comparing all pairs counts', () => {
    const random = seededRandom(7);
    for (const n of [0, 1, 2, 3, 17, 64, 100]) {
      const values = Array.from({ length: n }, () => Math.floor(random.uniform() * 20));
      const falls = values.flatMap((value, index) => values.slice(index + 1).filter((later) => later < value)).length;
      expect(countFalls(values)).toBe(falls);
    }
  });
});
