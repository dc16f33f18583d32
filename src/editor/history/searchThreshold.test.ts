import { describe, expect, it } from 'vitest';
import type { HistoryCommit } from '../../model/history.ts';
import { searchThreshold } from './searchThreshold.ts';

const commits = Array.from({ length: 8 }, (_, place): HistoryCommit => ({
  ...{ hash: `c${place}`, authorName: 'A', authoredAtMs: 0, subject: '', behind: 7 - place },
}));
const history = (...values: number[]) => ({ places: values.map((_, place) => place), values });
const threshold = (values: readonly number[], good = 'c3', bad = 'c4') => searchThreshold({ commits }, history(...values), good, bad, 0.05);

describe('searchThreshold', () => {
  it('is half of a small slowdown that the history shows, so that the search can see it', () => {
    expect(threshold([100, 100, 500, 100, 104, 104, 104, 90])).toBeCloseTo(0.02);
  });

  it('is never more than usual, nor so little that the search takes hours', () => {
    expect(threshold([100, 100, 100, 100, 150, 150, 150, 150])).toBe(0.05);
    expect(threshold([100, 100, 100, 100, 100.2, 100.2, 100.2, 100.2])).toBe(0.01);
  });

  it('is the usual one where the history shows no slowdown, has zeros, or has not both commits', () => {
    expect(threshold([100, 100, 100, 100, 90, 90, 90, 90])).toBe(0.05);
    expect(threshold([0, 0, 0, 0, 0, 0, 0, 0])).toBe(0.05);
    expect(threshold([0, 0, 0, 0, 1, 1, 1, 1])).toBe(0.05);
    expect(threshold([100, 100, 100, 100, 104, 104, 104, 104], 'elsewhere')).toBe(0.05);
  });
});
