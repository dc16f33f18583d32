import { describe, expect, it } from 'vitest';
import { noteCounts } from './noteCounts.ts';
import { rangeEstimate } from './rangeEstimate.ts';

describe('rangeEstimate', () => {
  it('takes the commits that are left to be like those before them', () => {
    let nowMs = 0;
    const estimate = rangeEstimate({ nowMs: () => 0, monotonicMs: () => nowMs });
    estimate.start();
    nowMs = 1000;
    // Of the first: 1 s gone, 3 s left; then four of 4 s.
    expect(estimate.remainingMs(3000, 4)).toBe(3000 + 4 * 4000);
    nowMs = 6000;
    estimate.end('measured');
    estimate.start();
    nowMs = 7000;
    expect(estimate.remainingMs(1000, 3)).toBe(1000 + (3 * (6000 + 2000)) / 2);
    estimate.end('skipped');
    estimate.start();
    expect(estimate.remainingMs(6000, 2)).toBe(6000 + 2 * 6000);
  });
});

describe('noteCounts', () => {
  it('says once what differs in the commit only', () => {
    const notes = noteCounts();
    const [a, b] = ['abcdef0123456789'.repeat(2), '0123456789abcdef'.repeat(2)];
    notes.add([`commit ${a.slice(0, 12)} has no lock file.`, 'Yours were used.'], a);
    notes.add([`commit ${b.slice(0, 12)} has no lock file.`], b);
    expect(notes.all()).toEqual([
      { message: 'commit abcdef012345 has no lock file.', commits: 2 },
      { message: 'Yours were used.', commits: 1 },
    ]);
  });
});
