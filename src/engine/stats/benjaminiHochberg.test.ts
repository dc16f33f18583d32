import { describe, expect, it } from 'vitest';
import { adjustTogether } from './benjaminiHochberg.ts';
import { seededRandom } from './seededRandom.ts';

describe('adjustTogether', () => {
  // Benjamini and Hochberg (1995), section 2.3: fifteen hypotheses of a trial of thrombolysis.
  const trial = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

  it('rejects the four of the paper at 5 %', () => {
    expect(adjustTogether(trial).filter((p) => p <= 0.05)).toHaveLength(4);
    // The largest p with p <= 0.05 i / 15 is 0.0095, the fourth.
    expect(adjustTogether(trial)[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
  });

  it('lets none be larger than what comes after it, and keeps the order asked for', () => {
    // By hand: 0.0278 * 15 / 6 = 0.0695 is more than 0.0298 * 15 / 7 = 0.0639.
    expect(adjustTogether(trial)[5]).toBeCloseTo((0.0298 * 15) / 7, 12);
    expect(adjustTogether(trial.toReversed())).toEqual(adjustTogether(trial).toReversed());
    expect(adjustTogether([0.04])).toEqual([0.04]);
    expect(adjustTogether([])).toEqual([]);
  });

  it('keeps the share of false ones among the rejected', () => {
    const random = seededRandom(30);
    const rounds = 4000;
    let falseShares = 0;
    for (let round = 0; round < rounds; round += 1) {
      // Fifteen without an effect, five with small p values.
      const p = Array.from({ length: 20 }, (_, place) => (place < 15 ? random.uniform() : random.uniform() ** 6 / 10));
      const rejected = adjustTogether(p).flatMap((adjusted, place) => (adjusted <= 0.1 ? [place] : []));
      if (rejected.length > 0) falseShares += rejected.filter((place) => place < 15).length / rejected.length;
    }
    // Their bound is 0.1 * 15 / 20.
    expect(falseShares / rounds).toBeLessThan(0.085);
    expect(falseShares / rounds).toBeGreaterThan(0.065);
  });

  it('refuses what is no p value', () => {
    expect(() => adjustTogether([0.5, 1.2])).toThrow(RangeError);
    expect(() => adjustTogether([Number.NaN])).toThrow(RangeError);
  });
});
