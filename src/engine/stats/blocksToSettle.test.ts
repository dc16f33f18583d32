import { describe, expect, it } from 'vitest';
import { blocksToSettle } from './blocksToSettle.ts';
import { errorShareAt } from './errorShare.ts';
import { judge } from './judge.ts';
import { isLook } from './looks.ts';
import { seededRandom } from './seededRandom.ts';
import { sorted } from './sorted.ts';
import { trimmedEstimate } from './trimmedEstimate.ts';

describe('blocksToSettle', () => {
  const course = { logRatio: 0, logNoise: 0.02, blocks: 12, margin: 0.02 };

  it('is the next look for what is nearly clear, more with more noise, and ends at a look', () => {
    const looked = [0.005, 0.01, 0.02, 0.03].map((logNoise) => blocksToSettle({ ...course, logNoise }, 1000)!);
    expect(looked[0]).toBe(6);
    expect(looked).toEqual(looked.toSorted((one, other) => one - other));
    expect(looked[3]).toBeGreaterThan(looked[1]!);
    expect(looked.every((more) => isLook(12 + more))).toBe(true);
  });

  it('is null on the margin, however long one would wait, and beyond patience', () => {
    expect(blocksToSettle({ ...course, logRatio: Math.log(1.02) }, 100_000)).toBeNull();
    expect(blocksToSettle({ ...course, logRatio: -Math.log(1.02) }, 100_000)).toBeNull();
    expect(blocksToSettle({ ...course, logNoise: 0.2 }, 100)).toBeNull();
    expect(blocksToSettle({ ...course, logNoise: 0.2 }, 100_000)).not.toBeNull();
    expect(blocksToSettle(course, 12)).toBeNull();
  });

  it('is more for an alarm that has to stand among others', () => {
    const alarm = { ...course, logRatio: 0.035, logNoise: 0.03 };
    expect(blocksToSettle(alarm, 1000, 0.01)!).toBeGreaterThan(blocksToSettle(alarm, 1000)!);
  });

  it.each([0, 0.04])('leads to a verdict in most measurements where the log ratio is %d', (logRatio) => {
    const random = seededRandom(8);
    const logNoise = 0.025;
    const count = 12 + blocksToSettle({ ...course, logRatio, logNoise }, 1000)!;
    const rounds = 1000;
    let settled = 0;
    for (let round = 0; round < rounds; round += 1) {
      const values = sorted(Array.from({ length: count }, () => logRatio + logNoise * random.normal()));
      if (judge(trimmedEstimate(values, 0.2)!, 0.02, errorShareAt(count)).verdict !== 'inconclusive') settled += 1;
    }
    expect(settled / rounds).toBeGreaterThan(0.75);
  });
});
