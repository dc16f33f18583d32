import { describe, expect, it } from 'vitest';
import { seededRandom } from '../stats/index.ts';
import { runSpread } from './runSpread.ts';

describe('runSpread', () => {
  it('is 0 where too few commits were measured more than once', () => {
    expect(runSpread([], 'ratio')).toBe(0);
    expect(runSpread([[1], [2], [3], [4], [5]], 'ratio')).toBe(0);
    expect(
      runSpread(
        [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        'ratio',
      ),
    ).toBe(0);
  });

  it.each([2, 3, 6])('finds the spread of runs, as a share, from commits with %d each, whatever their levels', (count) => {
    const random = seededRandom(count);
    const commits = Array.from({ length: 4000 }, (_, place) =>
      Array.from({ length: count }, () => 100 * (place + 1) * Math.exp(0.02 * random.normal())),
    );
    expect(runSpread(commits, 'ratio')).toBeGreaterThan(0.019);
    expect(runSpread(commits, 'ratio')).toBeLessThan(0.021);
  });

  it('is not moved by a run that went wrong', () => {
    const calm = Array.from({ length: 8 }, () => [100, 101, 99]);
    const disturbed = [...calm, [100, 101, 500]];
    expect(runSpread(disturbed, 'ratio')).toBeCloseTo(runSpread(calm, 'ratio'), 2);
  });

  it('is a difference where values can be 0', () => {
    const results = Array.from({ length: 8 }, () => [0, 0.1]);
    expect(runSpread(results, 'difference')).toBeCloseTo((1.4826 * 0.1) / Math.SQRT2, 10);
  });

  it('leaves out what has no logarithm', () => {
    const results = Array.from({ length: 8 }, () => [100, 0, 110]);
    expect(runSpread(results, 'ratio')).toBeCloseTo((1.4826 * Math.log(1.1)) / Math.SQRT2, 10);
  });
});
