import { describe, expect, it } from 'vitest';
import { confidenceAt, countForWidth, isLook, logRepeatedInterval, repeatedInterval } from './looks.ts';
import { seededRandom, type SeededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { logTrimmedInterval, trimmedInterval } from './trimmedInterval.ts';

describe('looks', () => {
  it('come at 6, 9 and their doubles', () => {
    const looks = Array.from({ length: 100 }, (_, count) => count).filter(isLook);
    expect(looks).toEqual([6, 9, 12, 18, 24, 36, 48, 72, 96]);
  });

  it('ask for more confidence, the more there were', () => {
    const errors = [3, 5, 6, 8, 9, 12, 18, 24].map((count) => 1 - confidenceAt(count, 0.99));
    [1, 1, 2, 2, 3, 4, 5, 6].forEach((parts, place) => expect(errors[place]).toBeCloseTo(0.01 / parts, 12));
  });
});

describe('repeatedInterval', () => {
  const values = (count: number) => sorted(Array.from({ length: count }, (_, i) => 10 + ((i * 7) % 5)));

  it('is the untrimmed interval before the first look, and a trimmed one of more confidence from then on', () => {
    expect(repeatedInterval(values(2), 0.99)).toBeNull();
    expect(repeatedInterval(values(5), 0.99)).toEqual(trimmedInterval(values(5), 0.99, 0));
    expect(repeatedInterval(values(12), 0.99)).toEqual({ ...trimmedInterval(values(12), 0.9975), confidence: 0.99 });
    expect(logRepeatedInterval(values(12), 0.99)).toEqual({ ...logTrimmedInterval(values(12), 0.9975), confidence: 0.99 });
  });

  const noises: Record<string, (random: SeededRandom) => number> = {
    normal: (random) => random.normal(),
    'normal with one in seven four times as wide': (random) => random.normal() * (random.uniform() < 0.15 ? 4 : 1),
  };
  // The width at which a series may end is 1: these deviations let it end early, in the middle and hardly ever.
  const cases = Object.keys(noises).flatMap((noise) => [0.3, 0.6, 1, 1.3].map((deviation) => [noise, deviation] as const));

  // 4,000 rounds have a standard error of 0.16 % at 99 %: 98.4 is 4 of them below 99.
  it.each(cases)('holds the truth although the series ends when it is narrow: %s, deviation %d', (noise, deviation) => {
    const random = seededRandom(20);
    const rounds = 4000;
    let held = 0;
    for (let round = 0; round < rounds; round += 1) {
      const series: number[] = [];
      const isNarrow = () => {
        const { low, high } = repeatedInterval(sorted(series), 0.99)!;
        return high - low <= 2;
      };
      do series.push(deviation * noises[noise]!(random));
      while (series.length < 24 && !(isLook(series.length) && isNarrow()));
      const { low, high } = repeatedInterval(sorted(series), 0.99)!;
      if (low <= 0 && high >= 0) held += 1;
    }
    expect(held / rounds).toBeGreaterThan(0.984);
  });
});

describe('countForWidth', () => {
  it('is the first look that is narrow enough, at most what there may be', () => {
    expect(countForWidth(6, 1, 0.99, 100)).toBe(9);
    expect(countForWidth(6, 0.45, 0.99, 100)).toBe(12);
    expect(countForWidth(6, 0.2, 0.99, 100)).toBe(48);
    expect(countForWidth(6, 0.2, 0.99, 20)).toBe(20);
    expect(countForWidth(3, 0.3, 0.99, 100)).toBe(12);
  });

  it('is what simulated intervals need on average', () => {
    const random = seededRandom(3);
    const meanWidth = (count: number) => {
      const rounds = 2000;
      let sum = 0;
      for (let round = 0; round < rounds; round += 1) {
        const interval = repeatedInterval(sorted(Array.from({ length: count }, random.normal)), 0.99)!;
        sum += interval.high - interval.low;
      }
      return sum / rounds;
    };
    const [six, eighteen] = [meanWidth(6), meanWidth(18)];
    expect(countForWidth(6, (eighteen / six) * 1.1, 0.99, 100)).toBe(18);
  });
});
