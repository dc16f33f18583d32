import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { leastSquares } from './leastSquares.ts';
import { lakeHuron, nile, norris } from './referenceSeries.fixture.ts';

describe('leastSquares', () => {
  it('keeps the certified digits of NIST: Norris', () => {
    const line = leastSquares(norris.x, norris.y, 0.95);
    expect(line.slope).toBeCloseTo(1.00211681802045, 12);
    expect(line.intercept).toBeCloseTo(-0.262323073774029, 11);
    expect(line.r2).toBeCloseTo(0.999993745883712, 13);
    // Certified standard deviations of both, times t of 34 degrees of freedom: 2.032244509.
    expect((line.slopeInterval!.high - line.slope) / 2.032244509).toBeCloseTo(0.429796848199937e-3, 11);
    expect((line.interceptInterval!.high - line.intercept) / 2.032244509).toBeCloseTo(0.232818234301152, 8);
  });

  it('agrees with R: lm(LakeHuron ~ time(LakeHuron))', () => {
    const line = leastSquares(
      lakeHuron.map((_, index) => 1875 + index),
      lakeHuron,
      0.95,
    );
    expect(line.slope).toBeCloseTo(-0.0242, 4);
    expect(line.intercept).toBeCloseTo(625.5549, 4);
    expect(line.r2).toBeCloseTo(0.2725, 4);
  });

  it('agrees with SciPy 1.17: linregress(range(100), nile)', () => {
    const line = leastSquares([...nile.keys()], nile, 0.95);
    expect(line.slope).toBeCloseTo(-2.7143054305430545, 11);
    expect(line.p).toBeCloseTo(1.0716948863249982e-6, 13);
  });

  it('has what two and equal values allow', () => {
    expect(leastSquares([1, 2], [3, 5], 0.95)).toEqual({
      slope: 2,
      intercept: 1,
      r2: 1,
      slopeInterval: null,
      interceptInterval: null,
      p: null,
    });
    expect(leastSquares([1, 2, 3], [5, 5, 5], 0.95)).toMatchObject({ slope: 0, r2: null, p: 1 });
    expect(() => leastSquares([4, 4], [1, 2], 0.95)).toThrow(RangeError);
  });

  it('goes with its places and values: moved and stretched', () => {
    const random = seededRandom(5);
    const places = Array.from({ length: 30 }, () => 10 * random.uniform());
    const values = places.map((place) => 2 + 0.3 * place + random.normal());
    const line = leastSquares(places, values, 0.95);
    const moved = leastSquares(
      places.map((place) => 4 * place - 7),
      values.map((value) => 100 - 2 * value),
      0.95,
    );
    expect(moved.slope).toBeCloseTo((-2 / 4) * line.slope, 10);
    expect(moved.intercept).toBeCloseTo(100 - 2 * line.intercept + 7 * moved.slope, 9);
    expect(moved.r2).toBeCloseTo(line.r2!, 10);
    expect(moved.p! / line.p!).toBeCloseTo(1, 6);
    expect(moved.slopeInterval!.low).toBeCloseTo((-2 / 4) * line.slopeInterval!.high, 10);
  });

  it('sees a slope in 5 of 100 series without one, and holds slope and intercept in 95', () => {
    const random = seededRandom(6);
    const rounds = 4000;
    const counts = { seen: 0, slope: 0, intercept: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const values = Array.from({ length: 12 }, () => 3 + random.normal());
      const { p, slopeInterval, interceptInterval } = leastSquares([...values.keys()], values, 0.95);
      if (p! < 0.05) counts.seen += 1;
      if (slopeInterval!.low <= 0 && slopeInterval!.high >= 0) counts.slope += 1;
      if (interceptInterval!.low <= 3 && interceptInterval!.high >= 3) counts.intercept += 1;
    }
    // Four standard errors are 1.4 %.
    expect(Math.abs(counts.seen / rounds - 0.05)).toBeLessThan(0.014);
    expect(counts.slope).toBe(rounds - counts.seen);
    expect(Math.abs(counts.intercept / rounds - 0.95)).toBeLessThan(0.014);
  });
});
