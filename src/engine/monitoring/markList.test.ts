import { describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { SeriesMark } from '../../model/metric.ts';
import { createMonitor } from './index.ts';
import { createMarkList, type MarkHistory } from './markList.ts';

const START_MS = Date.UTC(2026, 10, 22);

/** Keeps in memory what a store would keep on disk. */
function setUp() {
  const stored = new Map<string, SeriesMark>();
  const state = { isWritable: true, nowMs: START_MS };
  const history: MarkHistory = {
    saveMarks(saved) {
      if (state.isWritable) for (const mark of saved) stored.set(mark.id, mark);
      return state.isWritable;
    },
    marks: () => [...stored.values()],
  };
  const clock = { nowMs: () => state.nowMs, monotonicMs: () => state.nowMs - START_MS };
  return { stored, state, history, clock, open: () => createMarkList(clock, history) };
}

const titlesOf = (marks: readonly SeriesMark[]) => marks.map(({ title }) => title);

describe('marks', () => {
  it('of before are there again, with those of other windows, in order of time', () => {
    const { state, history, open } = setUp();
    const first = open();
    const run = first.add({ kind: 'run', title: 'Run', atMs: START_MS, untilMs: null });
    first.add({ kind: 'save', title: 'a.ts', atMs: START_MS + 1, untilMs: null });
    first.save();
    state.nowMs += 60_000;
    const second = open();
    expect(second.own(-Infinity)).toEqual([]);
    // Nobody knows when it ended.
    expect(second.all(-Infinity)).toMatchObject([{ ...run, untilMs: run.atMs }, { title: 'a.ts' }]);
    const { id } = second.add({ kind: 'run', title: 'Comparison', atMs: state.nowMs, untilMs: null });
    expect(second.all(state.nowMs - 1000)).toMatchObject([{ id, untilMs: null }]);
    history.saveMarks([{ id: 'other', kind: 'save', title: 'of another window', atMs: START_MS + 2, untilMs: null }], true);
    expect(titlesOf(second.all(-Infinity))).toEqual(['Run', 'a.ts', 'Comparison']);
    state.nowMs += 10_000;
    expect(titlesOf(second.all(-Infinity))).toEqual(['Run', 'a.ts', 'of another window', 'Comparison']);
  });

  it('are stored as they are now, and once', () => {
    const { state, stored, history, open } = setUp();
    const marks = open();
    const { id } = marks.add({ kind: 'run', title: 'Run', atMs: START_MS, untilMs: null });
    marks.save();
    expect(stored.get(id)).toMatchObject({ untilMs: null });
    stored.clear();
    marks.save();
    expect(stored.size).toBe(0);
    state.nowMs += 5000;
    marks.end(id);
    expect(marks.end(id)).toBeNull();
    marks.save();
    expect(history.marks(-Infinity, 10)).toEqual([{ id, kind: 'run', title: 'Run', atMs: START_MS, untilMs: START_MS + 5000 }]);
  });

  it('wait until they can be stored', () => {
    const { state, stored, open } = setUp();
    const marks = open();
    state.isWritable = false;
    marks.add({ kind: 'mode', title: 'Mode near', atMs: START_MS, untilMs: null });
    marks.save();
    expect(stored.size).toBe(0);
    state.isWritable = true;
    marks.save();
    expect(titlesOf([...stored.values()])).toEqual(['Mode near']);
  });

  it('are stored by the monitor when it ends, without anything that was collected', () => {
    const { history, clock } = setUp();
    const settings = () => Promise.reject(new Error('not asked for'));
    const none = { addMinutes: () => true, metricPoints: () => [], pruneMetrics: () => Promise.resolve() };
    const monitor = createMonitor({ clock, log: silentLog, history: { ...history, ...none }, settings });
    monitor.mark({ kind: 'save', title: 'a.ts', atMs: START_MS, untilMs: null });
    monitor.dispose();
    expect(titlesOf(history.marks(-Infinity, 10))).toEqual(['a.ts']);
  });
});
