import { describe, expect, it } from 'vitest';
import type { Commit } from '../revisions/index.ts';
import { halvingOrder, pickCommits } from './pickCommits.ts';

const commits = Array.from({ length: 10 }, (_, place): Commit => ({
  hash: `c${place}`,
  parents: place % 4 === 3 ? ['x', 'y'] : ['x'],
  authorName: 'Ada',
  authoredAtMs: 0,
  subject: '',
  tags: place === 2 ? ['v1'] : [],
}));
const picked = (...args: [choice: Parameters<typeof pickCommits>[1], of?: readonly Commit[]]) =>
  pickCommits(args[1] ?? commits, args[0], 'A..B').map(({ hash }) => hash);

describe('pickCommits', () => {
  it('takes all, merges, those with tags, or every so many from the newest', () => {
    expect(picked('all')).toHaveLength(10);
    expect(picked('merges')).toEqual(['c3', 'c7']);
    expect(picked('tags')).toEqual(['c2']);
    expect(picked({ every: 4 })).toEqual(['c1', 'c5', 'c9']);
    expect(picked({ every: 100 })).toEqual(['c9']);
  });

  it('says where there is none', () => {
    expect(() => picked('tags', commits.slice(5))).toThrow(/None of the 5 commits in `A..B` has a tag/);
    expect(() => picked('merges', commits.slice(0, 2))).toThrow(/is a merge/);
  });
});

describe('halvingOrder', () => {
  it('has the ends first, then the middles', () => {
    expect(halvingOrder(0)).toEqual([]);
    expect(halvingOrder(1)).toEqual([0]);
    expect(halvingOrder(2)).toEqual([1, 0]);
    expect(halvingOrder(9)).toEqual([8, 0, 4, 2, 6, 1, 3, 5, 7]);
  });

  it('has each place once, and leaves no gap twice as wide as the others at any time', () => {
    for (let count = 1; count < 70; count++) {
      const order = halvingOrder(count);
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, place) => place));
      for (let known = 3; known <= count; known++) {
        const places = order.slice(0, known).toSorted((a, b) => a - b);
        const gaps = places.slice(1).map((place, index) => place - places[index]!);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps) + 2);
      }
    }
  });
});
