import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { openStore, type RunStore } from './index.ts';

const DAY_MS = 24 * 3_600_000;
const NOW_MS = Date.UTC(2026, 10, 22, 12);
const minute = (place: number, value: number, count = 60) => ({
  metric: 'machine.cpu',
  atMs: NOW_MS + place * 60_000,
  ...{ min: value - 1, max: value + 1, mean: value, count },
});
const all = { fromMs: -Infinity, untilMs: Infinity, limit: 10_000 };

let scratch: string;
let told: string[];
const open: RunStore[] = [];

const openIn = (name: string) => {
  const store = openStore({
    folder: path.join(scratch, name),
    log: { ...silentLog, info: (message) => told.push(message), warn: (message) => told.push(message) },
    clock: { nowMs: () => NOW_MS, monotonicMs: () => performance.now() },
  });
  open.push(store);
  return store;
};

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'laptime-metrics-'));
  told = [];
});
afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

describe('minutes of metrics', () => {
  it('come back by the minute and by the hour, also after a restart', () => {
    const store = openIn('laptime');
    expect(store.metricPoints('machine.cpu', { ...all, by: 'minute' })).toEqual([]);
    expect(store.addMinutes([minute(0, 10), minute(1, 20, 20), minute(60, 5)], true)).toBe(true);
    expect(store.addMinutes([{ ...minute(0, 100), metric: 'machine.load' }], true)).toBe(true);
    store.dispose();
    const again = openIn('laptime');
    expect(again.metricPoints('machine.cpu', { ...all, by: 'minute' }).map(({ atMs, mean }) => [(atMs - NOW_MS) / 60_000, mean])).toEqual([
      [0, 10],
      [1, 20],
      [60, 5],
    ]);
    expect(again.metricPoints('machine.cpu', { ...all, by: 'hour' })).toEqual([
      { atMs: NOW_MS, min: 9, max: 21, mean: 12.5, count: 80 },
      { atMs: NOW_MS + 3_600_000, min: 4, max: 6, mean: 5, count: 60 },
    ]);
    expect(again.metricPoints('machine.load', { ...all, by: 'minute' })).toHaveLength(1);
    expect(again.metricPoints('machine.none', { ...all, by: 'minute' })).toEqual([]);
  });

  it('that several saw a part of become one', () => {
    const [one, other] = [openIn('laptime'), openIn('laptime')];
    one.addMinutes([minute(0, 10, 30)], true);
    other.addMinutes([minute(0, 40, 10)], true);
    expect(one.metricPoints('machine.cpu', { ...all, by: 'minute' })).toEqual([{ atMs: NOW_MS, min: 9, max: 41, mean: 17.5, count: 40 }]);
  });

  it('are read from a time to before another, so many at once', () => {
    const store = openIn('laptime');
    store.addMinutes(
      Array.from({ length: 10 }, (_, place) => minute(place, place)),
      true,
    );
    const choice = { fromMs: NOW_MS + 2 * 60_000, untilMs: NOW_MS + 8 * 60_000, by: 'minute' as const, limit: 4 };
    expect(store.metricPoints('machine.cpu', choice).map(({ mean }) => mean)).toEqual([2, 3, 4, 5]);
    expect(store.metricPoints('machine.cpu', { ...choice, limit: 100 }).map(({ mean }) => mean)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('go when they are too old, and with the last one the metric', async () => {
    const store = openIn('laptime');
    const old = { ...minute(0, 1), atMs: NOW_MS - 10 * DAY_MS };
    store.addMinutes([old, minute(0, 2), { ...old, metric: 'machine.gone' }], true);
    await store.pruneMetrics({ minutesMaxAgeDays: 7, hoursMaxAgeDays: null });
    expect(store.metricPoints('machine.cpu', { ...all, by: 'minute' })).toHaveLength(1);
    expect(store.metricPoints('machine.cpu', { ...all, by: 'hour' })).toHaveLength(2);
    await store.pruneMetrics({ minutesMaxAgeDays: 7, hoursMaxAgeDays: 7 });
    expect(store.metricPoints('machine.cpu', { ...all, by: 'hour' })).toHaveLength(1);
    const database = new DatabaseSync(store.file);
    expect(database.prepare('SELECT name FROM metric').all()).toEqual([{ name: 'machine.cpu' }]);
    database.close();
  });
});

describe('a store that cannot take them', () => {
  it('because another process writes is not waited for, told once, and no problem of results', () => {
    const store = openIn('laptime');
    store.addMinutes([minute(0, 1)], true);
    const other = new DatabaseSync(store.file);
    other.exec('BEGIN IMMEDIATE');
    const startedMs = performance.now();
    expect([store.addMinutes([minute(1, 1)], true), store.addMinutes([minute(1, 1)], true)]).toEqual([false, false]);
    // Whoever waits does so for 5 s.
    expect(performance.now() - startedMs).toBeLessThan(4000);
    expect(told).toEqual([expect.stringContaining('cannot be written now: busy')]);
    expect(store.problem()).toBeNull();
    other.exec('ROLLBACK');
    other.close();
    expect(store.addMinutes([minute(1, 1)], true)).toBe(true);
    expect(store.metricPoints('machine.cpu', { ...all, by: 'minute' })).toHaveLength(2);
  });

  it('makes no folder in a workspace without git', () => {
    const store = openIn('.laptime');
    expect(store.addMinutes([minute(0, 1)], true)).toBe(false);
    expect(existsSync(path.join(scratch, '.laptime'))).toBe(false);
  });

  it('is not begun by who only looks', () => {
    const store = openIn('laptime');
    expect(store.addMinutes([minute(0, 1)], false)).toBe(false);
    expect(existsSync(path.join(scratch, 'laptime'))).toBe(false);
    store.addMinutes([minute(0, 1)], true);
    expect(store.addMinutes([minute(1, 1)], false)).toBe(true);
  });

  it.runIf(process.getuid?.() !== 0)('because of its rights', () => {
    chmodSync(scratch, 0o500);
    expect(openIn('laptime').addMinutes([minute(0, 1)], true)).toBe(false);
    chmodSync(scratch, 0o700);
  });
});
