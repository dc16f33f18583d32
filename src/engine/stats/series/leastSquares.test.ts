import { describe, expect, it } from 'vitest';
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
});
