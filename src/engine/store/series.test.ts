import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { Measurement } from '../../model/measurement.ts';
import type { RunHeader } from '../../model/run.ts';
import { openStore, type RunStore } from './index.ts';
import { migrate, migrations } from './migrations.ts';
import { headerOf, loadFailure, measuredOf, nativeLoader, quietMachine, START_MS, wholeRun } from './run.fixture.ts';

let folder: string;
let nowMs: number;
const open: RunStore[] = [];

const DAY_MS = 24 * 60 * 60 * 1000;
const FAST = 'src/sort.bench.ts > sort > fast';
const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];

function openHere(): RunStore {
  const store = openStore({ folder, log: silentLog, clock: { nowMs: () => nowMs, monotonicMs: () => performance.now() } });
  open.push(store);
  return store;
}

/** A whole run, a minute after the one before it. */
function measureAt(store: RunStore, commit: string | null, measurements: readonly Measurement[], header: Partial<RunHeader> = {}): string {
  nowMs += 60_000;
  const whole = headerOf({ startedAtMs: nowMs, revision: { commit, branch: null, dirtyHash: null }, ...header });
  store.begin(whole);
  for (const measurement of measurements) store.addMeasurement(whole.id, measurement, nativeLoader);
  store.finish(whole.id, { state: 'complete', durationMs: 5, machine: quietMachine });
  return whole.id;
}

const resultsOf = (store: RunStore, ...query: Parameters<RunStore['series']>) =>
  store.series(...query).map(({ commits, values }) => commits.map((commit, index) => [commit, values[index]]));

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'laptime-series-')), '.laptime');
  nowMs = START_MS;
});
afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

describe('series', () => {
  it('have the results of commits, by benchmark, environment and loader', () => {
    const store = openHere();
    expect([store.series('median'), [...store.environments()], [...store.measuredCommits('e1')]]).toEqual([[], [], []]);
    measureAt(store, A, [measuredOf('fast', 100), measuredOf('slow', 900)]);
    measureAt(store, A, [measuredOf('fast', 104)]);
    measureAt(store, B, [measuredOf('fast', 110)]);
    const { environment } = headerOf();
    const other = { ...environment, id: 'e2', nodeVersion: '26.0.0' };
    measureAt(store, B, [measuredOf('fast', 70)], { environment: other });
    expect(store.series('median')).toEqual([
      {
        benchmark: { id: FAST, file: 'src/sort.bench.ts', path: ['sort', 'fast'] },
        environmentId: 'e1',
        loader: 'native',
        commits: [A, A, B],
        values: [100, 104, 110],
      },
      expect.objectContaining({ environmentId: 'e1', commits: [A], values: [900] }),
      expect.objectContaining({ environmentId: 'e2', commits: [B], values: [70] }),
    ]);
    expect(store.series('median', FAST).map(({ environmentId }) => environmentId)).toEqual(['e1', 'e2']);
    expect(store.series('median', 'none')).toEqual([]);
    expect([...store.environments().values()]).toEqual([environment, other]);
  });

  it('have every metric that is stored', () => {
    const store = openHere();
    measureAt(store, A, [measuredOf('fast', 100)]);
    const summary = { ...measuredOf('bare', 50).summary, p99Ns: Number.NaN, heapBytesPerIteration: null };
    measureAt(store, A, [{ ...measuredOf('bare', 50), blocks: [], summary }]);
    const of = (metric: Parameters<RunStore['series']>[0]) =>
      store.series(metric).map(({ benchmark, values }) => [benchmark.path.at(-1), values[0]]);
    expect(of('median')).toEqual([
      ['fast', 100],
      ['bare', 50],
    ]);
    expect(of('p99')).toEqual([['fast', 200]]);
    expect(of('heap')).toEqual([['fast', 48]]);
    // Three blocks with 0.4 ms of garbage collection in 5.5 ms each.
    expect(of('gc')).toEqual([['fast', expect.closeTo(0.4 / 5.5, 12)]]);
  });

  it('leave out what no commit has: uncommitted changes, folders without git, and what has no time', () => {
    const store = openHere();
    measureAt(store, A, [measuredOf('fast')], { revision: { commit: A, branch: 'main', dirtyHash: 'd1' } });
    measureAt(store, null, [measuredOf('fast')]);
    const { measurements } = wholeRun();
    measureAt(store, A, measurements.slice(2));
    measureAt(store, A, [measuredOf('fast', Infinity)]);
    expect(store.series('median')).toEqual([]);
  });

  it('outlive runs that are too many, and not those that are too old; a run that comes again is not counted twice', async () => {
    const store = openHere();
    const run = wholeRun();
    store.importRun(run);
    nowMs += 10 * DAY_MS;
    measureAt(store, B, [measuredOf('fast', 110)]);
    const all = resultsOf(store, 'median', FAST);
    await store.prune({ maxRuns: 1, maxComparisons: null, maxAgeDays: null });
    expect(store.run(run.id)).toBeNull();
    expect(resultsOf(store, 'median', FAST)).toEqual(all);
    expect(store.importRun(run)).toBe(true);
    expect(resultsOf(store, 'median', FAST)).toEqual(all);
    await store.prune({ maxRuns: null, maxComparisons: null, maxAgeDays: 5 });
    expect(resultsOf(store, 'median', FAST)).toEqual([[[B, 110]]]);
  });

  it.each([1, 2])('are made of the runs that a store of version %d has', (version) => {
    mkdirSync(folder);
    const file = path.join(folder, 'laptime.db');
    copyFileSync(path.join(import.meta.dirname, 'fixtures/v1.db'), file);
    const before = new DatabaseSync(file);
    migrate(before, file, migrations.slice(0, version));
    before.close();
    const store = openHere();
    const { revision, environment } = wholeRun();
    expect(resultsOf(store, 'median')).toEqual([[[revision.commit, 1003]], [[revision.commit, 5e6]]]);
    expect(resultsOf(store, 'p99')[0]).toEqual([[revision.commit, 2006]]);
    expect(resultsOf(store, 'heap')[0]).toEqual([[revision.commit, 48]]);
    expect(store.series('gc')).toEqual([]);
    expect(store.series('median')[0]!.benchmark).toEqual({ id: FAST, file: 'src/sort.bench.ts', path: ['sort', 'fast'] });
    expect([...store.environments().values()]).toEqual([environment]);
  });
});

describe('measuredCommits', () => {
  it('leave out what cannot be read', () => {
    const store = openHere();
    measureAt(store, A, wholeRun().measurements.slice(2));
    const broken = measureAt(store, B, wholeRun().measurements.slice(2));
    const database = new DatabaseSync(store.file);
    database.prepare(`UPDATE measurement SET detail = '{' WHERE run_id = ?`).run(broken);
    expect([...store.measuredCommits('e1').keys()]).toEqual([A]);
    database.exec(`UPDATE run SET revision = 'x'`);
    database.close();
    expect([...store.measuredCommits('e1').keys()]).toEqual([]);
  });

  it('tell what need not be tried again in an environment', () => {
    const store = openHere();
    const header = headerOf({ startedAtMs: nowMs });
    store.begin(header);
    for (const measurement of wholeRun().measurements) store.addMeasurement(header.id, measurement, nativeLoader);
    store.addFileFailure(header.id, loadFailure);
    const ids = (commits: ReturnType<RunStore['measuredCommits']>) =>
      [...commits].map(([hash, { benchmarkIds, files, failedFiles }]) => ({
        hash,
        names: [...benchmarkIds].map((id) => id.split(' > ').at(-1)!).toSorted((a, b) => a.localeCompare(b)),
        files: [...files],
        failedFiles: [...failedFiles],
      }));
    // What failed in a run that did not come to its end may have failed for that.
    expect(ids(store.measuredCommits('e1'))).toEqual([{ hash: A, names: ['fast', 'over'], files: ['src/sort.bench.ts'], failedFiles: [] }]);
    store.finish(header.id, { state: 'complete', durationMs: 5, machine: quietMachine });
    measureAt(store, B, wholeRun().measurements.slice(2), { revision: { commit: B, branch: null, dirtyHash: 'd1' } });
    expect(ids(store.measuredCommits('e1'))).toEqual([
      {
        hash: A,
        names: ['fast', 'later', 'over', 'throws'],
        files: ['src/sort.bench.ts', 'src/broken.bench.ts'],
        failedFiles: ['src/broken.bench.ts'],
      },
    ]);
    expect(ids(store.measuredCommits('e2'))).toEqual([]);
  });
});
