import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { exampleGain } from '../../model/gain.fixture.ts';
import { exportRuns, importRuns, openStore, type RunStore } from './index.ts';

const NOW_MS = Date.UTC(2026, 10, 21);
const DAY_MS = 24 * 60 * 60 * 1000;

let scratch: string;
let store: RunStore;
const openIn = (name: string) =>
  openStore({ folder: path.join(scratch, name), log: silentLog, clock: { nowMs: () => NOW_MS, monotonicMs: () => performance.now() } });

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'laptime-gains-'));
  store = openIn('one');
});
afterEach(() => {
  store.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

const old = exampleGain({ id: 'old', startedAtMs: NOW_MS - 40 * DAY_MS });
const young = exampleGain({ id: 'young', startedAtMs: NOW_MS - DAY_MS, applied: false, benchmarks: [] });

describe('gains', () => {
  it('come back as they are, oldest first, each once', () => {
    expect(store.gains()).toEqual([]);
    expect(store.addGain(young)).toBe(true);
    expect(store.addGain(old)).toBe(true);
    expect(store.addGain({ ...old, applied: false })).toBe(false);
    expect(store.gains()).toEqual([old, young]);
    expect(store.problem()).toBe(null);
  });

  it('go when they are too old', async () => {
    store.addGain(old);
    store.addGain(young);
    await store.prune({ maxRuns: 0, maxComparisons: 0, maxAgeDays: null });
    expect(store.gains()).toHaveLength(2);
    await store.prune({ maxRuns: null, maxComparisons: null, maxAgeDays: 30 });
    expect(store.gains()).toEqual([young]);
  });

  it('move with an export, and a second import changes nothing', async () => {
    for (const gain of [old, young]) store.addGain(gain);
    const lines: string[] = [];
    expect(await exportRuns(store, (line) => void lines.push(line))).toEqual({ runs: 0, comparisons: 0, gains: 2 });
    const other = openIn('other');
    try {
      expect(await importRuns(other, lines)).toMatchObject({ imported: 2, gains: 2, known: 0 });
      expect(await importRuns(other, lines)).toMatchObject({ imported: 0, gains: 0, known: 2 });
      expect(other.gains()).toEqual([old, young]);
    } finally {
      other.dispose();
    }
  });

  it.each([
    ['ratio', { benchmarks: [{ ...old.benchmarks[0], ratio: 0 }] }, /benchmarks\.0\.ratio/u],
    ['file', { file: '/etc/passwd' }, /file: is not inside/u],
    ['outcome', { outcome: 'splendid' }, /outcome/u],
  ])('are not taken with a %s that cannot be', async (_, parts, message) => {
    const { problems, imported } = await importRuns(store, [
      JSON.stringify({ format: 'laptime-gain', version: 1, gain: { ...old, ...parts } }),
      JSON.stringify({ format: 'laptime-gain', version: 2, gain: old }),
    ]);
    expect(imported).toBe(0);
    expect(problems[0]!.message).toMatch(message);
    expect(problems[1]!.message).toMatch(/newer Laptime/u);
  });

  it('are read around one that is broken', () => {
    for (const gain of [old, young]) store.addGain(gain);
    const database = new DatabaseSync(store.file);
    database.exec(`UPDATE gain SET detail = '{}' WHERE id = 'old'`);
    database.close();
    expect(store.gains()).toEqual([young]);
  });
});
