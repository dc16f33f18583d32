import { describe, expect, it } from 'vitest';
import { decideTogether, isSettled } from './decideTogether.ts';
import { estimatePaired, type EstimateAlone } from './estimatePaired.ts';
import { estimateSeparate } from './estimateSeparate.ts';
import { seededRandom, type SeededRandom } from './seededRandom.ts';

const options = { margin: 0.02, ended: true, mostBlocks: 500, secondsPerBlock: 2 };

function alone(random: SeededRandom, ratio: number, noise: number, count = 12): EstimateAlone {
  const blocks = Array.from({ length: count }, () => {
    const logRatio = Math.log(ratio) + noise * random.normal();
    return { logRatios: [logRatio], baselineNs: 100, candidateNs: 100 * Math.exp(logRatio) };
  });
  return estimatePaired(blocks, options);
}

describe('decideTogether', () => {
  it('leaves one benchmark as it is, and settles what has a verdict', () => {
    const estimate = alone(seededRandom(1), 1.1, 0.01);
    const { goingOn, ...rest } = estimate;
    expect(goingOn).toEqual({ blocks: 12, mostBlocks: 500, secondsPerBlock: 2 });
    expect(decideTogether([estimate])).toEqual([{ ...rest, adjustedP: estimate.p }]);
    expect(decideTogether([])).toEqual([]);
    expect(isSettled(estimate)).toBe(true);
    expect(isSettled({ verdict: 'inconclusive' })).toBe(false);
  });

  it('takes back an alarm that is no wonder among many, and says what would settle it', () => {
    const random = seededRandom(2);
    const many = Array.from({ length: 99 }, () => ({ ...alone(random, 1, 0.01), p: 0.5 }));
    const weak: EstimateAlone = { ...alone(random, 1.04, 0.02), p: 0.006, verdict: 'slower', toSettle: null };
    const strong = alone(random, 1.1, 0.005);
    const decided = decideTogether([weak, ...many, strong]);
    expect(decided[0]).toMatchObject({ verdict: 'inconclusive', p: 0.006, adjustedP: expect.closeTo((0.006 * 101) / 2, 6) });
    expect(decided[0]!.toSettle!.blocks).toBeGreaterThan(0);
    expect(decided[0]!.toSettle!.seconds).toBe(2 * decided[0]!.toSettle!.blocks);
    expect(decided.at(-1)!.verdict).toBe('slower');
    // What is the same stays so.
    expect(decided.slice(1, -1).map(({ verdict }) => verdict)).toEqual(many.map(({ verdict }) => verdict));
    expect(decideTogether([weak])[0]!.verdict).toBe('slower');
  });

  it('has nothing to settle stored runs with, and no p where there are too few blocks', () => {
    const random = seededRandom(3);
    const runs = [
      [100, 101, 99, 100, 102, 98],
      [106, 107, 105, 106, 108, 104],
    ] as const;
    const stored = estimateSeparate(...runs, { margin: 0.02, betweenRuns: { sd: 0.0125, degreesOfFreedom: 30 } });
    expect(stored.verdict).toBe('slower');
    const decided = decideTogether([stored, alone(random, 1, 0.01, 2), ...Array.from({ length: 40 }, () => alone(random, 1, 0.01))]);
    expect(decided[0]).toMatchObject({ verdict: 'inconclusive', toSettle: null });
    expect(decided[1]).toMatchObject({ verdict: 'inconclusive', p: null, adjustedP: null });
  });

  it('raises an alarm in 1 of 100 comparisons of 40 unchanged benchmarks, where alone 40 would be raised', () => {
    const random = seededRandom(4);
    const template = alone(random, 1.05, 0.01);
    const rounds = 2000;
    let [before, after] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const estimates = Array.from({ length: 40 }, (): EstimateAlone => {
        const p = random.uniform();
        return { ...template, p, verdict: p < 0.01 ? 'slower' : 'inconclusive' };
      });
      before += estimates.filter(isSettled).length;
      if (decideTogether(estimates).some(isSettled)) after += 1;
    }
    expect(before / rounds).toBeGreaterThan(0.35);
    // 2,000 rounds have a standard error of 0.22 %.
    expect(after / rounds).toBeLessThan(0.0175);
    expect(after / rounds).toBeGreaterThan(0.004);
  });
});
