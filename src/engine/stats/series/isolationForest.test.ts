import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { isolationScores } from './isolationForest.ts';

const values = Array.from({ length: 400 }, seededRandom(3).normal);

describe('isolationScores', () => {
  it('is as Liu, Ting and Zhou say: near 1 for what is far off, about a half and less for the rest', () => {
    const scores = isolationScores([...values, 40], seededRandom(1));
    expect(scores[400]).toBeGreaterThan(0.85);
    expect(Math.max(...scores)).toBe(scores[400]);
    const mean = scores.reduce((sum, score) => sum + score / scores.length, 0);
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.5);
  });

  it('has the path lengths that the definition gives for two values: one split, so 2^-1', () => {
    expect(isolationScores([1, 2], seededRandom(1))).toEqual([0.5, 0.5]);
  });

  it('isolates a value of four by hand in 1 + 2/3 splits on average: 0, 1, 2 and a far one', () => {
    // The far one is cut off first but for 2 of 1,000 splits: path length 1. The usual length of four values is 2 (ln 3 + gamma) - 3/2.
    const usual = 2 * (Math.log(3) + 0.5772156649) - 1.5;
    const scores = isolationScores([0, 1, 2, 1000], seededRandom(1));
    expect(scores[3]).toBeCloseTo(2 ** (-1 / usual), 2);
  });

  it('repeats, and goes with its values when they are moved and stretched', () => {
    const scores = isolationScores(values, seededRandom(5));
    expect(isolationScores(values, seededRandom(5))).toEqual(scores);
    const moved = isolationScores(
      values.map((value) => 8 + 4 * value),
      seededRandom(5),
    );
    expect(Math.max(...moved.map((score, index) => Math.abs(score - scores[index]!)))).toBeLessThan(0.02);
  });

  it('finds nothing in equal values', () => {
    expect(new Set(isolationScores([3, 3, 3, 3, 3], seededRandom(1))).size).toBe(1);
  });
});
