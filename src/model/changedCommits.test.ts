import { describe, expect, it } from 'vitest';
import { changedCommits } from './changedCommits.ts';
import type { HistoryCommit } from './history.ts';
import type { SeriesChanges } from './series.ts';
import { suspectCommits } from './suspectCommits.ts';

const commitAt = (behind: number): HistoryCommit => ({ hash: `c${behind}`, authorName: '', authoredAtMs: 0, subject: '', behind });
/** Every tenth commit was measured, and the series has results at all of those but the third. */
const history = { commits: [50, 40, 30, 20, 10, 0].map(commitAt) };
const places = [0, 1, 3, 4, 5];

describe('changedCommits', () => {
  it('counts all commits that may have brought a change, also those between that were not measured', () => {
    expect(changedCommits(history, { places }, { index: 2, range: [2, 2] })).toEqual({
      before: commitAt(40),
      commit: commitAt(20),
      last: commitAt(20),
      candidates: 20,
    });
    expect(changedCommits(history, { places }, { index: 3, range: [2, 4] })).toMatchObject({
      before: { hash: 'c40' },
      last: { hash: 'c0' },
      candidates: 40,
    });
  });

  it('counts from the first one where nothing was measured before', () => {
    expect(changedCommits(history, { places }, { index: 0, range: [0, 1] })).toMatchObject({ before: null, candidates: 11 });
  });
});

describe('suspectCommits', () => {
  const changes = (suspects: SeriesChanges['suspects']): SeriesChanges => ({
    scale: 'ratio',
    changePoints: [],
    spikes: [],
    varianceChanges: [],
    suspects,
    twoModes: null,
    level: 1,
    noise: 0.01,
    smallestDetectable: null,
  });

  it('names the last commit before the first suspect, and the newest', () => {
    const suspects = [3, 4].map((index) => ({ index, score: 5 }));
    expect(suspectCommits(history, { places, changes: changes(suspects) })).toMatchObject({
      baseline: { hash: 'c20' },
      candidate: { hash: 'c0' },
    });
    expect(suspectCommits(history, { places, changes: changes([]) })).toBeNull();
    expect(suspectCommits(history, { places, changes: null })).toBeNull();
  });
});
