import { describe, expect, it } from 'vitest';
import { seededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { bestSplit, twoGroups } from './twoGroups.ts';

describe('twoGroups', () => {
  it('names the groups', () => {
    expect(twoGroups(sorted([1, 1.01, 0.99, 1.5, 1.51, 1.02]))).toEqual({
      lower: { median: 1.005, count: 4 },
      upper: { median: 1.505, count: 2 },
    });
  });

  it('works without a spread inside the groups, and without any', () => {
    expect(twoGroups(sorted([1, 1, 1, 2, 2, 2]))).not.toBeNull();
    expect(twoGroups(sorted([2, 2, 2, 2, 2, 2]))).toBeNull();
  });

  it('keeps its digits for values far from zero', () => {
    const near = [0, 0.01, 0.02, 5, 5.01, 5.02];
    expect(twoGroups(sorted(near.map((value) => value + 1e7)))).toMatchObject({ lower: { count: 3 }, upper: { count: 3 } });
  });

  it('takes one odd value for an outlier, five values for too few, and near groups for one', () => {
    expect(twoGroups(sorted([1, 1.01, 1.02, 0.99, 0.98, 5]))).toBeNull();
    expect(twoGroups(sorted([1, 1, 1, 9, 9]))).toBeNull();
    expect(twoGroups(sorted([1, 1, 1, 1.01, 1.01, 1.01]), 0.02)).toBeNull();
  });

  // Hartigan (1975), "Clustering Algorithms", section 4.8: about normal with this mean and the variance 1 / (n - 2).
  it.each([12, 30, 60])('has a statistic that is distributed as Hartigan says: %d normal values', (n) => {
    const random = seededRandom(n);
    const rounds = 2000;
    const statistics = Array.from({ length: rounds }, () =>
      Math.log1p(bestSplit(sorted(Array.from({ length: n }, random.normal)), 1).ratio),
    );
    const mean = statistics.reduce((sum, value) => sum + value / rounds, 0);
    const deviation = Math.sqrt(statistics.reduce((sum, value) => sum + (value - mean) ** 2 / rounds, 0));
    expect(Math.abs(mean - (-Math.log(1 - 2 / Math.PI) + 2.4 / (n - 2)))).toBeLessThan(0.25 / Math.sqrt(n - 2));
    expect(deviation * Math.sqrt(n - 2)).toBeGreaterThan(0.8);
    expect(deviation * Math.sqrt(n - 2)).toBeLessThan(1.2);
  });

  it('names the same groups wherever the values lie and in whatever unit', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 50; round += 1) {
      const values = Array.from({ length: 12 }, () => random.normal() + (random.uniform() < 0.4 ? 12 : 0));
      const moved = twoGroups(sorted(values.map((value) => 90 - value / 8)));
      const found = twoGroups(sorted(values));
      expect(moved && [moved.upper.count, moved.lower.count]).toEqual(found && [found.lower.count, found.upper.count]);
    }
  });

  function foundShare(seed: number, n: number, draw: (random: ReturnType<typeof seededRandom>) => number): number {
    const random = seededRandom(seed);
    const rounds = 6000;
    let found = 0;
    for (let round = 0; round < rounds; round += 1) {
      if (twoGroups(sorted(Array.from({ length: n }, () => draw(random)))) !== null) found += 1;
    }
    return found / rounds;
  }

  it.each([
    [6, 0.016],
    [9, 0.01],
    [12, 0.008],
    [24, 0.004],
  ])('sees groups in %d normal values less often than %d', (n, most) => {
    expect(foundShare(n, n, (random) => random.normal())).toBeLessThan(most);
  });

  it.each([
    [6, 0.04],
    [12, 0.05],
    [36, 0.01],
  ])('sees groups in %d evenly spread values less often than %d', (n, most) => {
    expect(foundShare(n, n, (random) => random.uniform())).toBeLessThan(most);
  });

  it.each([
    [6, 0.45],
    [9, 0.83],
    [18, 0.95],
  ])('finds groups ten deviations apart in %d values in more than %d', (n, least) => {
    expect(foundShare(n, n, (random) => random.normal() + (random.uniform() < 0.4 ? 10 : 0))).toBeGreaterThan(least);
  });
});
