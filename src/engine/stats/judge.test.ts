import { describe, expect, it } from 'vitest';
import { judge, smallestDetectable } from './judge.ts';
import { seededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { trimmedEstimate } from './trimmedEstimate.ts';

// t of 99 % with 7 degrees of freedom is 3.499, of 95 % 2.365 (NIST/SEMATECH e-Handbook, 1.3.6.7.2).
const estimate = (centre: number, standardError: number) => ({ centre, standardError, degreesOfFreedom: 7 });

describe('judge', () => {
  it('calls slower and faster what lies beyond the margin with an interval that excludes 1', () => {
    expect(judge(estimate(0.03, 0.008), 0.02, 1).verdict).toBe('slower');
    expect(judge(estimate(-0.03, 0.008), 0.02, 1).verdict).toBe('faster');
    expect(judge(estimate(0.03, 0.009), 0.02, 1).verdict).toBe('inconclusive');
    // Surely a difference, and one that does not matter.
    expect(judge(estimate(0.015, 0.001), 0.02, 1).verdict).toBe('same');
    expect(judge(estimate(0.0195, 0.001), 0.02, 1).verdict).toBe('inconclusive');
  });

  it('calls the same what has the 95 % interval within the margin, as wide up as down', () => {
    const limit = Math.log(1.02);
    for (const sign of [1, -1]) {
      expect(judge(estimate(sign * 0.01, (limit - 0.01) / 2.364), 0.02, 1).verdict).toBe('inconclusive');
      expect(judge(estimate(sign * 0.01, (limit - 0.01) / 2.366), 0.02, 1).verdict).toBe('same');
    }
  });

  it('has an interval, a p and a verdict that say the same, for every share of the error', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 500; round += 1) {
      const share = 0.05 + 0.95 * random.uniform();
      const { verdict, interval, p } = judge(estimate(0.03 * random.normal(), 0.01 * random.uniform()), 0, share);
      const excludes = interval.low > 1 || interval.high < 1;
      expect(excludes).toBe(p < 0.01);
      expect(verdict !== 'inconclusive').toBe(excludes);
    }
    expect(judge(estimate(0.028, 0.008), 0.02, 1)).toMatchObject({ p: expect.closeTo(0.01, 4), interval: { low: expect.closeTo(1, 4) } });
    expect(judge(estimate(0.028, 0.008), 0.02, 0.5).p).toBeCloseTo(0.02, 4);
    expect(judge(estimate(0, 0.008), 0.02, 0.5).p).toBe(1);
  });

  it('judges equal values, as a coarse timer gives them', () => {
    expect(judge(estimate(0, 0), 0.02, 1)).toMatchObject({ verdict: 'same', p: 1 });
    expect(judge(estimate(0.05, 0), 0.02, 1).verdict).toBe('slower');
    expect(judge(estimate(0.05, 0), 0.02, 1).p).toBeGreaterThanOrEqual(0);
  });
});

describe('smallestDetectable', () => {
  const blocks = 12;
  /** Share of measurements with this change and noise of 1 whose verdict over 12 blocks is `slower`. */
  function foundShare(change: number, margin: number, deviation: number): number {
    const random = seededRandom(40);
    const rounds = 3000;
    let found = 0;
    for (let round = 0; round < rounds; round += 1) {
      const values = Array.from({ length: blocks }, () => change + deviation * random.normal());
      if (judge(trimmedEstimate(sorted(values), 0.2)!, margin, 0.28).verdict === 'slower') found += 1;
    }
    return found / rounds;
  }
  // The standard error of the trimmed mean of 12 normal values is 0.30 deviations.
  const typical = (deviation: number) => ({ centre: 0, standardError: 0.302 * deviation, degreesOfFreedom: 7 });

  it.each([
    ['the noise', 0.02, 0.02],
    ['the margin', 0.02, 0.004],
  ])('is found in about 9 of 10 measurements where it comes from %s', (_, margin, deviation) => {
    const change = smallestDetectable(typical(deviation), margin, 0.28);
    expect(change).toBeGreaterThan(margin);
    const found = foundShare(Math.log1p(change), margin, deviation);
    expect(found).toBeGreaterThan(0.87);
    expect(found).toBeLessThan(0.95);
  });

  it('grows with the noise and with what is asked', () => {
    const base = smallestDetectable(typical(0.02), 0.02, 0.28);
    expect(smallestDetectable(typical(0.03), 0.02, 0.28)).toBeGreaterThan(base);
    expect(smallestDetectable(typical(0.02), 0.02, 0.1)).toBeGreaterThan(base);
    expect(smallestDetectable(typical(0.02), 0.1, 0.28)).toBeGreaterThan(0.1);
  });
});
