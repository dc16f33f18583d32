import { describe, expect, it } from 'vitest';
import { blockRatios, blockRatiosHeight, ratioBlockAt } from './blockRatios.ts';

const block = (...samples: number[]) => ({ samplesNs: Float64Array.from(samples) });

describe('blockRatios', () => {
  it('is the median over rounds of candidate over baseline', () => {
    expect(blockRatios([block(10, 20, 30)], [block(20, 40, 90)])).toEqual([expect.closeTo(2, 12)]);
    // The two rounds in the middle are averaged on the log scale.
    expect(blockRatios([block(1, 1)], [block(1, 4)])).toEqual([expect.closeTo(2, 12)]);
  });

  it('leaves out rounds in which one side took no time, and knows nothing of a block without others', () => {
    expect(blockRatios([block(0, 10), block(0)], [block(5, 30), block(1)])).toEqual([expect.closeTo(3, 12), Number.NaN]);
  });

  it('is for pairs only', () => {
    expect(blockRatios([block(1), block(1)], [block(2)])).toHaveLength(1);
    expect(blockRatios([], [])).toEqual([]);
  });
});

describe('ratioBlockAt', () => {
  it.each([1, 12, 24, 36])('finds each of %d blocks from top to bottom', (count) => {
    const found = new Set(Array.from({ length: blockRatiosHeight(count) }, (_, y) => ratioBlockAt(count, y + 0.5)));
    expect([...found]).toEqual([null, ...Array.from({ length: count }, (_, index) => index)]);
    expect(ratioBlockAt(count, 3)).toBeNull();
  });
});
