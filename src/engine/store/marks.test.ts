import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { MarkKind, SeriesMark } from '../../model/metric.ts';
import { openStore, type RunStore } from './index.ts';

const DAY_MS = 24 * 3_600_000;
const NOW_MS = Date.UTC(2026, 10, 22, 12);
const mark = (id: string, kind: MarkKind, agoMs: number, lastedMs: number | null = null): SeriesMark => ({
  ...{ id, kind, title: `${kind} ${id}`, atMs: NOW_MS - agoMs },
  untilMs: lastedMs === null ? null : NOW_MS - agoMs + lastedMs,
});

let folder: string;
const open: RunStore[] = [];

function openHere(): RunStore {
  const store = openStore({ folder, log: silentLog, clock: { nowMs: () => NOW_MS, monotonicMs: () => performance.now() } });
  open.push(store);
  return store;
}

const idsOf = (store: RunStore, fromMs = -Infinity, limit = 100) => store.marks(fromMs, limit).map(({ id }) => id);

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'laptime-marks-')), 'laptime');
});
afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

describe('marks', () => {
  it('come back after a restart as they were last, in order of time', () => {
    const store = openHere();
    const run = mark('a', 'run', 5000);
    expect(store.saveMarks([run, mark('b', 'sleep', 9000, 2000)], true)).toBe(true);
    expect(store.saveMarks([{ ...run, untilMs: NOW_MS }], true)).toBe(true);
    store.dispose();
    expect(openHere().marks(-Infinity, 100)).toEqual([mark('b', 'sleep', 9000, 2000), { ...run, untilMs: NOW_MS }]);
  });

  it('are read from a time on, and saves do not take the place of others', () => {
    const store = openHere();
    const saves = Array.from({ length: 10 }, (_, place) => mark(`save ${place}`, 'save', 100 - place));
    store.saveMarks([mark('run', 'run', DAY_MS, DAY_MS / 2), mark('alert', 'alert', DAY_MS - 1), ...saves], true);
    expect(idsOf(store, -Infinity, 2)).toEqual(['run', 'alert', 'save 8', 'save 9']);
    expect(idsOf(store, NOW_MS - 0.75 * DAY_MS, 1)).toEqual(['run', 'save 9']);
  });

  it('go with the series that they stand beside, and saves with the minutes', async () => {
    const store = openHere();
    store.saveMarks([mark('old run', 'run', 400 * DAY_MS), mark('run', 'run', 10 * DAY_MS), mark('old save', 'save', 10 * DAY_MS)], true);
    store.saveMarks([mark('save', 'save', 6 * DAY_MS)], true);
    await store.pruneMetrics({ minutesMaxAgeDays: null, hoursMaxAgeDays: null });
    expect(idsOf(store)).toHaveLength(4);
    await store.pruneMetrics({ minutesMaxAgeDays: 7, hoursMaxAgeDays: 365 });
    expect(idsOf(store)).toEqual(['run', 'save']);
  });

  it('begin no store by themselves, and there are none in a store of before', () => {
    const store = openHere();
    expect(store.saveMarks([mark('a', 'run', 0)], false)).toBe(false);
    expect([store.marks(-Infinity, 10), existsSync(folder)]).toEqual([[], false]);
    store.addMinutes([{ metric: 'machine.cpu', atMs: NOW_MS, min: 0, max: 0, mean: 0, count: 1 }], true);
    expect(store.saveMarks([mark('a', 'run', 0)], false)).toBe(true);
    store.dispose();
    const database = new DatabaseSync(store.file);
    database.exec('DROP TABLE mark; PRAGMA user_version = 6');
    database.close();
    const again = openHere();
    expect(again.marks(-Infinity, 10)).toEqual([]);
    expect(again.saveMarks([mark('b', 'run', 0)], false)).toBe(true);
    expect(idsOf(again)).toEqual(['b']);
  });

  it('of a kind that a newer version knows are left out', () => {
    const store = openHere();
    store.saveMarks([mark('a', 'run', 0), { ...mark('b', 'run', 0), kind: 'eclipse' as MarkKind }], true);
    expect(idsOf(store)).toEqual(['a']);
  });
});
