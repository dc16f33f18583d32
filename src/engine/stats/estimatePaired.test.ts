import { describe, expect, it } from 'vitest';
import { estimatePaired, type PairedOptions, type PairedValues } from './estimatePaired.ts';
import { repeatedInterval } from './looks.ts';
import { seededRandom, type SeededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { trimmedInterval } from './trimmedInterval.ts';

const options: PairedOptions = { margin: 0.02, ended: true, mostBlocks: 200, secondsPerBlock: 0.5 };

/** Blocks of a candidate that takes `ratio` times as long; a block's own noise is `noise`, its rounds' a tenth of it. */
function blocksOf(random: SeededRandom, count: number, ratio: number, noise: number): PairedValues[] {
  return Array.from({ length: count }, () => {
    const logRatio = Math.log(ratio) + noise * random.normal();
    const baselineNs = 100 * Math.exp(0.05 * random.normal());
    return {
      logRatios: Array.from({ length: 11 }, () => logRatio + 0.1 * noise * random.normal()),
      baselineNs,
      candidateNs: baselineNs * Math.exp(logRatio),
    };
  });
}

const exchanged = (blocks: readonly PairedValues[]): PairedValues[] =>
  blocks.map(({ logRatios, baselineNs, candidateNs }) => ({
    logRatios: logRatios.map((value) => -value),
    baselineNs: candidateNs,
    candidateNs: baselineNs,
  }));

describe('estimatePaired', () => {
  it('is the trimmed mean of the medians of the blocks, back on the scale of ratios', () => {
    const block = (...logRatios: number[]): PairedValues => ({ logRatios, baselineNs: 10, candidateNs: 11 });
    const blocks = [block(0.1, 0.2, 0.9), block(0.3), block(0.25, 0.35), block(0.4), block(-9, 0.5, 0.6), block(7)];
    // Medians 0.2, 0.3, 0.3, 0.4, 0.5 and 7; one is cut from each end.
    const { ratio, baselineNs, candidateNs } = estimatePaired(blocks, options);
    expect(Math.log(ratio)).toBeCloseTo(0.375, 12);
    expect([baselineNs, candidateNs]).toEqual([10, 11]);
  });

  it('has the interval of the trimmed t with the share of the error that the look has', () => {
    const blocks = blocksOf(seededRandom(1), 12, 1.03, 0.01);
    const medians = sorted(blocks.map(({ logRatios }) => sorted(logRatios)[5]!));
    const { low, high } = trimmedInterval(medians, 1 - 0.01 * 0.28)!;
    const { interval } = estimatePaired(blocks, options);
    expect(Math.log(interval!.low)).toBeCloseTo(low, 9);
    expect(Math.log(interval!.high)).toBeCloseTo(high, 9);
    expect(interval!.confidence).toBe(0.99);
  });

  it('turns around with the sides, and with nothing else', () => {
    const opposite = { slower: 'faster', faster: 'slower', same: 'same', inconclusive: 'inconclusive' } as const;
    const random = seededRandom(2);
    for (const ratio of [0.95, 0.98, 1, 1.03, 1.1]) {
      const blocks = blocksOf(random, 12, ratio, 0.01);
      const [one, other] = [estimatePaired(blocks, options), estimatePaired(exchanged(blocks), options)];
      expect(other.verdict).toBe(opposite[one.verdict]);
      expect(other.ratio).toBeCloseTo(1 / one.ratio, 12);
      expect(other.interval!.low).toBeCloseTo(1 / one.interval!.high, 12);
      expect(other.p).toBeCloseTo(one.p!, 12);
      expect(other.noise).toBeCloseTo(one.noise!, 12);
      expect(other.tests!.cliffsDelta).toBeCloseTo(-one.tests!.cliffsDelta, 12);
      expect(other.tests!.wilcoxon!.p).toBeCloseTo(one.tests!.wilcoxon!.p, 12);
      expect(estimatePaired(blocks.toReversed(), options)).toEqual({ ...one, tests: expect.anything() });
    }
  });

  it('has no verdict between the looks before measuring has ended', () => {
    const blocks = blocksOf(seededRandom(3), 10, 1.2, 0.005);
    expect(estimatePaired(blocks, { ...options, ended: false }).verdict).toBe('inconclusive');
    expect(estimatePaired(blocks, options).verdict).toBe('slower');
    expect(estimatePaired(blocks.slice(0, 9), { ...options, ended: false })).toMatchObject({ verdict: 'slower', toSettle: null });
  });

  it('says of fewer than 3 blocks what they took, and that the first look comes first', () => {
    const blocks = blocksOf(seededRandom(4), 2, 1.1, 0.001);
    expect(estimatePaired(blocks, options)).toMatchObject({
      verdict: 'inconclusive',
      ratio: expect.closeTo(1.1, 2),
      interval: null,
      p: null,
      noise: null,
      smallestDetectable: null,
      tests: null,
      toSettle: { blocks: 4, seconds: 2 },
    });
    expect(estimatePaired(blocks, { ...options, mostBlocks: 5 }).toSettle).toBeNull();
    expect(estimatePaired(blocksOf(seededRandom(4), 4, 1.2, 0.001), options).verdict).toBe('slower');
  });

  it('knows the noise and the smallest change, in shares', () => {
    const random = seededRandom(5);
    const noises = Array.from({ length: 300 }, () => estimatePaired(blocksOf(random, 12, 1, 0.01), options).noise!);
    expect(noises.reduce((sum, noise) => sum + noise, 0) / noises.length).toBeCloseTo(0.01, 3);
    const [quiet, loud] = [0.003, 0.03].map((noise) => estimatePaired(blocksOf(seededRandom(6), 12, 1, noise), options));
    expect(quiet!.smallestDetectable).toBeGreaterThan(0.02);
    expect(quiet!.smallestDetectable).toBeLessThan(0.025);
    expect(loud!.smallestDetectable).toBeGreaterThan(0.03);
  });

  it('counts what is needed on top where it is inconclusive', () => {
    const { verdict, toSettle } = estimatePaired(blocksOf(seededRandom(7), 12, 1, 0.03), options);
    expect(verdict).toBe('inconclusive');
    expect(toSettle!.blocks).toBeGreaterThanOrEqual(6);
    expect(toSettle!.seconds).toBe(toSettle!.blocks / 2);
  });

  it('names where there are two modes', () => {
    const random = seededRandom(9);
    const wander = (place: number) => (place % 2 === 0 ? 0 : 0.2) + 0.002 * random.normal();
    const made = (side: 'baseline' | 'both' | 'candidate') =>
      Array.from({ length: 12 }, (_, place): PairedValues => {
        const [own, steady] = [wander(place), 0.002 * random.normal()];
        const [low, high] = side === 'both' ? [own, own + steady] : side === 'candidate' ? [steady, own] : [own, steady];
        return { logRatios: [high - low], baselineNs: Math.exp(low), candidateNs: Math.exp(high) };
      });
    // One side alone moves the ratio too.
    expect(estimatePaired(made('candidate'), options).twoModes).toBe('ratio');
    expect(estimatePaired(made('baseline'), options).twoModes).toBe('ratio');
    expect(estimatePaired(made('both'), options).twoModes).toBe('candidate');
    expect(estimatePaired(blocksOf(random, 12, 1.1, 0.01), options).twoModes).toBeNull();
  });

  it('lives with equal values, and refuses what has no logarithm or is not there', () => {
    const still = Array.from({ length: 6 }, (): PairedValues => ({ logRatios: [0, 0], baselineNs: 5, candidateNs: 5 }));
    const estimate = estimatePaired(still, options);
    expect(estimate).toMatchObject({ verdict: 'same', ratio: 1, p: 1, noise: 0, twoModes: null });
    expect(JSON.parse(JSON.stringify(estimate))).toEqual(estimate);
    expect(() => estimatePaired([], options)).toThrow(RangeError);
    expect(() => estimatePaired([{ logRatios: [], baselineNs: 5, candidateNs: 5 }], options)).toThrow(RangeError);
    expect(() =>
      estimatePaired(
        still.map((block) => ({ ...block, baselineNs: 0 })),
        options,
      ),
    ).toThrow(RangeError);
    expect(() =>
      estimatePaired(
        still.map((block) => ({ ...block, logRatios: [Infinity] })),
        options,
      ),
    ).toThrow(RangeError);
  });

  it('does not confuse its looks with those of an interval that ends when it is narrow', () => {
    const blocks = blocksOf(seededRandom(10), 6, 1, 0.01);
    const medians = sorted(blocks.map(({ logRatios }) => sorted(logRatios)[5]!));
    const verdictWidth = Math.log(estimatePaired(blocks, options).interval!.high) - Math.log(estimatePaired(blocks, options).interval!.low);
    const { low, high } = repeatedInterval(medians, 0.99)!;
    expect(verdictWidth).toBeGreaterThan(high - low);
  });
});
