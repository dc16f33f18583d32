import { describe, expect, it } from 'vitest';
import { exampleBisectCommit } from '../../model/bisection.fixture.ts';
import type { BisectRun } from '../../model/bisection.ts';
import type { PanelBisection } from '../../protocol/panelBisection.ts';
import { searchPoints } from './searchData.ts';

const commits = [0, 1, 2, 3].map((place) => exampleBisectCommit(place));
const search: PanelBisection = {
  benchmark: { id: 'a', name: 'a' },
  threshold: 0.05,
  state: 'running',
  preparing: null,
  commits,
  candidates: 3,
  runs: [],
  measuring: null,
  progress: null,
  outcome: null,
};
const value = (place: number, logTime: number): BisectRun => ({
  kind: 'value',
  logTime,
  commit: exampleBisectCommit(place).hash,
  durationMs: 1,
});

describe('searchPoints', () => {
  it('knows nothing before the first run', () => {
    expect(searchPoints(search).map(({ chance, runs, ratio, broken }) => [chance, runs, ratio, broken])).toEqual(
      commits.map(() => [null, 0, null, null]),
    );
    expect(searchPoints({ ...search, commits: [] })).toEqual([]);
  });

  it('puts times over that of the good end, whatever scale they are on', () => {
    const runs = [value(0, 10), value(0, 10.02), value(0, 9.98), value(3, 10 + Math.log(1.2)), value(2, 10)];
    const points = searchPoints({ ...search, runs });
    expect(points.map(({ ratio }) => ratio && Number(ratio.toFixed(3)))).toEqual([1, null, 1, 1.2]);
    expect(points.map((point) => point.runs)).toEqual([3, 0, 1, 1]);
  });

  it('has no ratio while the good end has no time', () => {
    expect(searchPoints({ ...search, runs: [value(3, 10)] }).map(({ ratio }) => ratio)).toEqual([null, null, null, null]);
  });

  it('tells commits at which nothing ran from those that came to no end', () => {
    const runs: BisectRun[] = [
      { kind: 'broken', message: 'no such export', commit: exampleBisectCommit(1).hash, durationMs: 1 },
      { kind: 'timeout', commit: exampleBisectCommit(2).hash, durationMs: 1 },
    ];
    const points = searchPoints({ ...search, runs });
    expect(points.map(({ broken }) => broken)).toEqual([null, 'no such export', null, null]);
    expect(points.map(({ isTimeout }) => isTimeout)).toEqual([false, false, true, false]);
  });
});
