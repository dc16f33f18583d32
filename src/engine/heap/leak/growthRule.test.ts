import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import { containerGrows, growsWithWork, mayGrow, wilsonLow } from './growthRule.ts';

const rounds = [1000, 1000, 4000, 8000];

/** What a cache that never forgets still has of each round, when each unit of work asks for one of `domain` keys. */
function memoized(domain: number, random: () => number, warmup = 1000): number[] {
  const known = new Set<number>();
  const ask = (times: number) => {
    const before = known.size;
    for (let time = 0; time < times; time += 1) known.add(Math.floor(random() * domain));
    return known.size - before;
  };
  ask(warmup);
  return rounds.map(ask);
}

/** What a cache of so many of the newest still has of each round. */
function newest(capacity: number): number[] {
  let left = capacity;
  return rounds
    .toReversed()
    .map((work) => {
      const kept = Math.min(work, left);
      left -= kept;
      return kept;
    })
    .toReversed();
}

describe('growsWithWork', () => {
  it('sees what is left over of every iteration, of every tenth, and twice of each', () => {
    for (const rate of [1, 0.1, 2])
      expect(
        growsWithWork(
          rounds.map((work) => work * rate),
          rounds,
        ),
      ).toBe(true);
  });

  it('sees leaks by chance nearly always, once some hundred objects are left over', () => {
    const random = seededRandom(7).uniform;
    let found = 0;
    for (let run = 0; run < 300; run += 1) {
      const counts = rounds.map((work) => Array.from({ length: work }, () => random()).filter((value) => value < 0.05).length);
      if (growsWithWork(counts, rounds)) found += 1;
    }
    expect(found).toBeGreaterThan(290);
  });

  it('is silent about caches of the newest, whatever their size, that have been filled before the end', () => {
    for (const capacity of [1, 10, 500, 1000, 2500, 4000, 8000, 10_000, 12_000])
      expect(growsWithWork(newest(capacity), rounds)).toBe(false);
  });

  it('is silent about domains that are used up, but for one in a hundred at most', () => {
    const random = seededRandom(11).uniform;
    let alarms = 0;
    for (let run = 0; run < 300; run += 1) {
      const domain = 10 + Math.floor(random() * 4000);
      if (growsWithWork(memoized(domain, random), rounds)) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(3);
  });

  it('is silent about what came once, and about a handful', () => {
    expect(growsWithWork([5000, 0, 0, 0], rounds)).toBe(false);
    expect(growsWithWork([1, 1, 1, 1], rounds)).toBe(false);
    expect(growsWithWork([0, 0, 0, 8000], rounds)).toBe(false);
    expect(growsWithWork([1, 1, 4, 8], rounds)).toBe(false);
  });

  it('goes on where something may leak, and not where nothing does', () => {
    expect(mayGrow([3, 4], [1000, 1000])).toBe(true);
    expect(mayGrow([1000, 0], [1000, 1000])).toBe(false);
    expect(mayGrow([0, 500], [1000, 1000])).toBe(false);
    expect(mayGrow([1000, 20], [1000, 1000])).toBe(false);
  });
});

describe('containerGrows', () => {
  /** Bytes of an array that takes half as much again, and 16 places more, whenever it is full. */
  const arrayBytes = (length: number): number => {
    let capacity = 16;
    while (capacity < length) capacity += (capacity >> 1) + 16;
    return capacity * 8;
  };
  const after = (warmup: number) => [0, 1000, 2000, 6000, 14_000].map((work) => arrayBytes(warmup + work));

  it('sees an array that grows, however its room comes in steps', () => {
    for (let warmup = 1000; warmup < 1700; warmup += 7) expect(containerGrows(after(warmup), rounds)).toBe(true);
  });

  it('is silent where growth has ended', () => {
    expect(containerGrows([1e5, 1e5, 1e5, 1e5, 1e5], rounds)).toBe(false);
    expect(containerGrows([1e3, 1e4, 4e4, 4e4, 4e4], rounds)).toBe(false);
    expect(containerGrows([1e3, 4e4, 4e4, 4e4, 8e4], rounds)).toBe(false);
    expect(containerGrows([1e4, 1e5, 2e5, 2.5e5, 2.6e5], rounds)).toBe(false);
    expect(containerGrows([8, 16, 24, 40, 72], rounds)).toBe(false);
  });
});

describe('wilsonLow', () => {
  it('is the share at which so many are 2.326 standard deviations too many', () => {
    for (const [some, all] of [
      [81, 263],
      [15, 148],
      [5, 10],
      [29, 29],
    ] as const) {
      const low = wilsonLow(some, all);
      expect((some / all - low) / Math.sqrt((low * (1 - low)) / all)).toBeCloseTo(2.326, 6);
    }
  });
});
