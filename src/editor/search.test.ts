import { describe, expect, it } from 'vitest';
import { exampleBisectCommit } from '../model/bisection.fixture.ts';
import type { BisectEvent, BisectProgress } from '../model/bisection.ts';
import type { Folder } from './folders.ts';
import { afterRange, afterSearch, begin } from './running.ts';
import { beginSearch, followSearch } from './search.ts';

const [good, bad] = [exampleBisectCommit(1), exampleBisectCommit(2)];
const progress: BisectProgress = { runs: 3, runsLeft: 9, remainingMs: 60_000, chances: [0, 1], suspects: [], endsRatio: null, noise: null };
const events: readonly BisectEvent[] = [
  { kind: 'preparing', message: 'Checking out' },
  { kind: 'started', commits: [good, bad], candidates: 1, resumedRuns: 2, progress },
  { kind: 'measuring', commit: bad, purpose: 'ends', progress },
  { kind: 'preparing', message: 'Installing' },
  { kind: 'measured', commit: bad, run: { kind: 'value', logTime: 0.5, commit: bad.hash, durationMs: 5 } },
];
const benchmark = { id: 'a.bench.js > sum', name: 'sum' };

describe('followSearch', () => {
  it('has the whole search at every moment', () => {
    const states = [beginSearch(benchmark, 0.05)];
    for (const event of events) states.push(followSearch(states.at(-1)!, event));
    expect(states.map(({ preparing, measuring, runs }) => [preparing, measuring?.hash ?? null, runs.length])).toEqual([
      [null, null, 0],
      ['Checking out', null, 0],
      [null, null, 0],
      [null, bad.hash, 0],
      ['Installing', bad.hash, 0],
      [null, null, 1],
    ]);
    expect(states.at(-1)).toMatchObject({
      benchmark,
      threshold: 0.05,
      state: 'running',
      commits: [good, bad],
      candidates: 1,
      progress,
      outcome: null,
    });
  });
});

describe('what runs', () => {
  const folder = {} as Folder;

  it('counts the runs of a search, of as many as are expected', () => {
    const states = [begin(folder, 'sum')];
    for (const event of events) states.push(afterSearch(states.at(-1)!, event));
    expect(states.map(({ done, total, comparing }) => [done, total, comparing?.kind])).toEqual([
      [0, 0, undefined],
      [0, 0, 'preparing'],
      [3, 12, undefined],
      [3, 12, undefined],
      [3, 12, 'preparing'],
      [3, 12, 'preparing'],
    ]);
    expect(states.at(-1)).toMatchObject({ remainingMs: 60_000, searching: progress });
  });

  it('counts the commits of a range that have no results yet', () => {
    const commit = { hash: good.hash, authorName: 'A', authoredAtMs: 0, subject: '' };
    let state = afterRange(begin(folder, 'a range'), { kind: 'planned', commits: 5, known: 2 });
    expect(state).toMatchObject({ done: 0, total: 3 });
    state = afterRange(state, { kind: 'started', commit, done: 0, total: 3 });
    state = afterRange(state, { kind: 'preparing', message: 'Checking out' });
    expect(state.comparing).toMatchObject({ kind: 'preparing' });
    state = afterRange(state, { kind: 'skipped', commit, message: 'no' });
    expect(state).toMatchObject({ done: 1, total: 3 });
    state = afterRange(state, { kind: 'measured', commit, runId: 'r', benchmarks: 1, failures: 0 });
    expect(state).toMatchObject({ done: 2, total: 3 });
  });
});
