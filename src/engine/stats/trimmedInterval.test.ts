import { describe, expect, it } from 'vitest';
import { selfAwareness } from './referenceData.fixture.ts';
import { seededRandom, type SeededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { studentTQuantile } from './studentT.ts';
import { logTrimmedInterval, trimmedInterval } from './trimmedInterval.ts';
import { trimmedMean } from './trimmedMean.ts';
import { winsorizedVariance } from './winsorizedVariance.ts';

describe('trimmedInterval', () => {
  it("is Student's interval where nothing is trimmed", () => {
    // Student (1908), the sleep data: extra hours under drug 2 minus drug 1. R: t.test gives 0.7001142 to 2.4598858.
    const interval = trimmedInterval(sorted([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]), 0.95, 0)!;
    expect(interval.low).toBeCloseTo(0.7001142, 6);
    expect(interval.high).toBeCloseTo(2.4598858, 6);
  });

  it('is near the interval of Wilcox, 160 to 405 for the self-awareness data, which divides by the nominal share', () => {
    const values = sorted(selfAwareness);
    const nominal = Math.sqrt(winsorizedVariance(values, 0.2)) / (0.6 * Math.sqrt(19));
    expect(trimmedMean(values, 0.2) - studentTQuantile(0.975, 12) * nominal).toBeCloseTo(160.4, 0);
    const interval = trimmedInterval(values, 0.95)!;
    expect(interval.low).toBeGreaterThan(160);
    expect(interval.high).toBeLessThan(405);
    expect((interval.high - interval.low) / (405 - 160.4)).toBeGreaterThan(0.8);
  });

  it('moves and scales with the values', () => {
    const random = seededRandom(5);
    for (let n = 3; n < 30; n += 1) {
      const values = Array.from({ length: n }, random.normal);
      const one = trimmedInterval(sorted(values), 0.99)!;
      const other = trimmedInterval(sorted(values.map((value) => 7 - 2 * value)), 0.99)!;
      expect(other.low).toBeCloseTo(7 - 2 * one.high, 9);
      expect(other.high).toBeCloseTo(7 - 2 * one.low, 9);
    }
  });

  it('has nothing to say below three values, and no width without a spread', () => {
    expect(trimmedInterval(sorted([1, 2]), 0.99)).toBeNull();
    expect(trimmedInterval(sorted([1, 2, 3]), 0.99, 0.4)).toBeNull();
    expect(trimmedInterval(sorted([2, 2, 2]), 0.99)).toEqual({ low: 2, high: 2, confidence: 0.99 });
  });

  /** Share of samples of `n` whose 99 % interval holds the centre 0. */
  function coverage(n: number, draw: () => number): number {
    const rounds = 6000;
    let held = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { low, high } = trimmedInterval(sorted(Array.from({ length: n }, draw)), 0.99)!;
      if (low <= 0 && high >= 0) held += 1;
    }
    return held / rounds;
  }
  const sources: Record<string, (random: SeededRandom) => () => number> = {
    normal: (random) => random.normal,
    't with 3 degrees of freedom': (random) => () =>
      random.normal() / Math.sqrt((random.normal() ** 2 + random.normal() ** 2 + random.normal() ** 2) / 3),
    'normal with one in ten five times as wide': (random) => () => random.normal() * (random.uniform() < 0.1 ? 5 : 1),
  };
  for (const [name, source] of Object.entries(sources)) {
    // 6,000 rounds have a standard error of 0.13 % at 99 %.
    it.each([6, 9, 12])(`holds the centre in 98.2 to 99.6 %% of samples of %d: ${name}`, (n) => {
      const share = coverage(n, source(seededRandom(1000 + n)));
      expect(share).toBeGreaterThan(0.982);
      expect(share).toBeLessThan(0.996);
    });
  }
});

describe('logTrimmedInterval', () => {
  it('is the interval of the logarithms, back on the scale of the values', () => {
    const values = sorted([90, 100, 110, 120, 300]);
    const logs = trimmedInterval(sorted(values.map(Math.log)), 0.99)!;
    const interval = logTrimmedInterval(values, 0.99)!;
    expect(Math.log(interval.low)).toBeCloseTo(logs.low, 12);
    expect(Math.log(interval.high)).toBeCloseTo(logs.high, 12);
  });

  it('refuses what has no logarithm', () => {
    expect(() => logTrimmedInterval(sorted([0, 1, 2]), 0.99)).toThrow(RangeError);
    expect(logTrimmedInterval(sorted([]), 0.99)).toBeNull();
  });
});
