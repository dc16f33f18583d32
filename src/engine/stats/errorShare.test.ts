import { describe, expect, it } from 'vitest';
import { errorShareAt } from './errorShare.ts';
import { judge } from './judge.ts';
import { confidenceAt, isLook } from './looks.ts';
import { seededRandom, type SeededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { trimmedEstimate } from './trimmedEstimate.ts';

const looks = Array.from({ length: 1000 }, (_, count) => count).filter(isLook);

describe('errorShareAt', () => {
  it('spends less than everything, however long one goes on', () => {
    const shares = looks.map(errorShareAt);
    expect(shares.slice(0, 5)).toEqual([0.1, 0.2, 0.28, 0.13, 0.13 * 0.65]);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThan(0.955);
    expect(Math.min(...shares)).toBeGreaterThan(0);
  });

  it('gives an end between two looks the share of the next', () => {
    expect([7, 8, 9].map(errorShareAt)).toEqual([0.2, 0.2, 0.2]);
    expect([13, 17, 18].map(errorShareAt)).toEqual([0.13, 0.13, 0.13]);
    expect([3, 4, 5].map(errorShareAt)).toEqual([0.4, 0.4, 0.4]);
  });
});

const noises: Record<string, (random: SeededRandom) => number> = {
  normal: (random) => random.normal(),
  't with 3 degrees of freedom': (random) =>
    random.normal() / Math.sqrt((random.normal() ** 2 + random.normal() ** 2 + random.normal() ** 2) / 3),
};

/** Verdict of a series of up to `most` blocks that ends at its first one, and the blocks that it took. */
function run(draw: () => number, most: number, margin: number, shareAt: (count: number) => number) {
  const values: number[] = [];
  for (;;) {
    values.push(draw());
    const count = values.length;
    if (!isLook(count) && count < most) continue;
    const { verdict } = judge(trimmedEstimate(sorted(values), 0.2)!, margin, shareAt(count));
    if (verdict !== 'inconclusive' || count === most) return { verdict, blocks: count };
  }
}

/** Shares of verdicts, and the mean number of blocks, of 4,000 comparisons: a standard error of 0.16 % at 1 %. */
function simulate(noise: string, deviation: number, change: number, most: number, margin: number, shareAt = errorShareAt) {
  const random = seededRandom(1000 + most);
  const rounds = 4000;
  const shares = { slower: 0, faster: 0, same: 0, inconclusive: 0 };
  let blocks = 0;
  for (let round = 0; round < rounds; round += 1) {
    const end = run(() => Math.log1p(change) + deviation * noises[noise]!(random), most, margin, shareAt);
    shares[end.verdict] += 1 / rounds;
    blocks += end.blocks / rounds;
  }
  return { ...shares, different: shares.slower + shares.faster, blocks };
}

describe('verdicts at every look', () => {
  // Without a margin nothing is ever the same, so that every comparison goes on to its end.
  it.each(Object.keys(noises).flatMap((noise) => [12, 24, 48].map((most) => [noise, most] as const)))(
    'are a false alarm in at most 1 %% of comparisons: %s, up to %d blocks, the margin aside',
    (noise, most) => {
      expect(simulate(noise, 0.01, 0, most, 0).different).toBeLessThan(0.0125);
    },
  );

  it('would be too many with the error of intervals that end when they are narrow', () => {
    const divided = (count: number) => (1 - confidenceAt(count, 0.99)) / 0.01;
    expect(simulate('normal', 0.01, 0, 24, 0, divided).different).toBeGreaterThan(0.0125);
  });

  it('are never a false alarm where the noise is what it usually is, and settle with 9 blocks', () => {
    const { different, same, blocks } = simulate('normal', 0.01, 0, 24, 0.02);
    expect(different).toBe(0);
    expect(same).toBeGreaterThan(0.99);
    expect(Math.abs(blocks - 9)).toBeLessThan(0.3);
  });

  it.each([
    ['normal', 0.005, 12, 0.999, 7],
    ['normal', 0.01, 12, 0.99, 8.5],
    ['t with 3 degrees of freedom', 0.01, 12, 0.95, 9.1],
    ['normal', 0.015, 24, 0.99, 10.4],
  ] as const)('find a slowdown of 3 %%: %s noise of %d, up to %d blocks', (noise, deviation, most, least, blocks) => {
    const found = simulate(noise, deviation, 0.03, most, 0.02);
    expect(found.slower).toBeGreaterThan(least);
    expect(Math.abs(found.blocks - blocks)).toBeLessThan(0.4);
  });

  it.each(Object.keys(noises))('call a change of just the margin the same in at most 2.5 %% of comparisons: %s', (noise) => {
    expect(simulate(noise, 0.01, 0.02, 24, 0.02).same).toBeLessThan(0.025);
  });
});
