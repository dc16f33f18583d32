import { mean, sampleVariance } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { michelson, selfAwareness } from './referenceData.fixture.ts';
import { seededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { trimmedCount, trimmedMean } from './trimmedMean.ts';
import { expectedDeviation, normalWinsorizedVariance, winsorizedVariance } from './winsorizedVariance.ts';

describe('the library that we take mean and variance from', () => {
  // NIST Statistical Reference Datasets, univariate summary statistics, certified values.
  const alternating = (base: number) => [base + 0.2, ...Array.from({ length: 1000 }, (_, i) => base + (i % 2 === 0 ? 0.1 : 0.3))];

  it('keeps NIST digits: Michelso', () => {
    const values = michelson.map((value) => 299 + value / 1000);
    expect(mean(values)).toBeCloseTo(299.8524, 12);
    expect(Math.sqrt(sampleVariance(values))).toBeCloseTo(0.0790105478190518, 11);
  });

  it('keeps NIST digits: NumAcc1, NumAcc3, NumAcc4', () => {
    expect(mean([10_000_001, 10_000_003, 10_000_002])).toBe(10_000_002);
    expect(sampleVariance([10_000_001, 10_000_003, 10_000_002])).toBe(1);
    expect(mean(alternating(1e6))).toBeCloseTo(1_000_000.2, 9);
    expect(Math.sqrt(sampleVariance(alternating(1e6)))).toBeCloseTo(0.1, 9);
    expect(Math.sqrt(sampleVariance(alternating(1e7)))).toBeCloseTo(0.1, 8);
  });
});

describe('trimmedMean', () => {
  it('agrees with Wilcox: 283 for the self-awareness data at 20 %, where the mean is 448', () => {
    expect(trimmedMean(sorted(selfAwareness), 0.2)).toBeCloseTo(282.7, 1);
    expect(trimmedMean(sorted(selfAwareness), 0)).toBeCloseTo(448.1, 1);
  });

  it('agrees with R: mean(c(0:10, 50), trim = 0.10)', () => {
    // The example of R's help page of `mean`: 8.75, and 5.50 trimmed.
    const values = sorted([...Array.from({ length: 11 }, (_, i) => i), 50]);
    expect(trimmedMean(values, 0)).toBe(8.75);
    expect(trimmedMean(values, 0.1)).toBe(5.5);
  });

  it('does not feel what is trimmed', () => {
    const random = seededRandom(2);
    const values = Array.from({ length: 25 }, random.normal);
    const wild = sorted(values).map((value, i) => (i < 5 ? value * 1e6 - 1e6 : value));
    expect(trimmedMean(sorted(wild), 0.2)).toBe(trimmedMean(sorted(values), 0.2));
  });

  it('cuts whole values and leaves some', () => {
    expect([1, 4, 5, 9, 10].map((n) => trimmedCount(n, 0.2))).toEqual([0, 0, 1, 1, 2]);
    expect(() => trimmedCount(10, 0.5)).toThrow(RangeError);
    expect(() => trimmedMean(sorted([]), 0.2)).toThrow(RangeError);
  });
});

describe('winsorizedVariance', () => {
  it('agrees with Wilcox: a standard error of 56.1 for the 20 % trimmed mean of the self-awareness data', () => {
    const deviation = Math.sqrt(winsorizedVariance(sorted(selfAwareness), 0.2));
    expect(deviation / (0.6 * Math.sqrt(selfAwareness.length))).toBeCloseTo(56.1, 1);
  });

  it('is the variance where nothing is pulled in, and never more', () => {
    const random = seededRandom(3);
    for (let n = 2; n < 40; n += 1) {
      const values = sorted(Array.from({ length: n }, random.normal));
      expect(winsorizedVariance(values, 0)).toBeCloseTo(sampleVariance(values.slice()), 12);
      expect(winsorizedVariance(values, 0.2)).toBeLessThanOrEqual(winsorizedVariance(values, 0));
    }
    expect(() => winsorizedVariance(sorted([1]), 0)).toThrow(RangeError);
  });
});

describe('normalWinsorizedVariance', () => {
  it('agrees with Algina, Keselman and Penfield: 0.642 squared for 20 %', () => {
    expect(Math.sqrt(normalWinsorizedVariance(0.2))).toBeCloseTo(0.642, 3);
    expect(normalWinsorizedVariance(0)).toBe(1);
  });

  it('is what simulated variances of many values are', () => {
    const random = seededRandom(17);
    const values = sorted(Array.from({ length: 20_000 }, random.normal));
    for (const share of [0.05, 1 / 6, 0.4]) expect(winsorizedVariance(values, share) / normalWinsorizedVariance(share)).toBeCloseTo(1, 1);
  });
});

describe('expectedDeviation', () => {
  it.each([3, 4, 6, 7, 9, 12, 24])('is within 4 %% of the mean of simulated deviations of %d values', (count) => {
    const random = seededRandom(count);
    const share = count < 6 ? 0 : 0.2;
    const deviations = Array.from({ length: 5000 }, () =>
      Math.sqrt(winsorizedVariance(sorted(Array.from({ length: count }, random.normal)), share)),
    );
    const ratio = mean(deviations) / expectedDeviation(count, trimmedCount(count, share));
    expect(ratio).toBeGreaterThan(0.96);
    expect(ratio).toBeLessThan(1.04);
  });
});
