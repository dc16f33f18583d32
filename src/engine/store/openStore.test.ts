import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { readRunLine, writeRunLine } from './exportLine.ts';
import { openStore, storeFolder, type RunStore } from './index.ts';
import { headerOf, loadFailure, measuredOf, nativeLoader, quietMachine, START_MS, wholeRun } from './run.fixture.ts';

let scratch: string;
let folder: string;
let nowMs: number;
const open: RunStore[] = [];

const clock = { nowMs: () => nowMs, monotonicMs: () => performance.now() };
const openHere = (place = folder): RunStore => {
  const store = openStore({ folder: place, log: silentLog, clock });
  open.push(store);
  return store;
};

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'laptime-store-'));
  folder = path.join(scratch, '.laptime');
  nowMs = START_MS;
});
afterEach(() => {
  for (const store of open.splice(0)) store.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

describe('openStore', () => {
  it('gives back whole runs as they were', () => {
    const store = openHere();
    const run = wholeRun();
    expect(store.importRun(run)).toBe(true);
    expect(store.run(run.id)).toEqual({ ...run, source: 'import' });
    expect(openHere().recentRuns(5)).toEqual([{ ...run, source: 'import' }]);
    expect(store.run('no such run')).toBeNull();
  });

  it('gives back what the machine did during a run', () => {
    const warning = { code: 'busy-machine', message: 'Others.', value: 0.6, extreme: 0.9, atMs: START_MS + 100, lastedMs: 3000 } as const;
    const run = { ...wholeRun(), machine: { ...quietMachine, warnings: [warning] } };
    const store = openHere();
    store.importRun(run);
    expect(store.run(run.id)?.machine).toEqual(run.machine);
    expect(readRunLine(writeRunLine(run))).toEqual(run);
  });

  it('stores a run piece by piece, each piece at once for everybody', () => {
    const store = openHere();
    const reader = openHere();
    const { measurements, ...rest } = wholeRun();
    const header = headerOf({ id: rest.id });
    store.begin(header);
    expect(reader.run(header.id)).toMatchObject({ state: 'running', durationMs: 0, measurements: [], machine: { otherLoad: null } });
    for (const [index, measurement] of measurements.entries()) {
      nowMs += 1000;
      store.addMeasurement(header.id, measurement, nativeLoader);
      expect(reader.run(header.id)).toMatchObject({ state: 'running', durationMs: (index + 1) * 1000 });
      expect(reader.run(header.id)?.measurements).toEqual(measurements.slice(0, index + 1));
    }
    store.addFileFailure(header.id, loadFailure);
    store.finish(header.id, { state: 'complete', durationMs: rest.durationMs, machine: quietMachine });
    expect(reader.run(header.id)).toEqual({ ...rest, measurements });
    expect(reader.runOverviews(9)).toEqual([
      {
        id: header.id,
        startedAtMs: START_MS,
        durationMs: rest.durationMs,
        state: 'complete',
        source: 'cli',
        laptimeVersion: '0.1.0',
        revision: header.revision,
        presetName: 'quick',
        environmentId: 'e1',
        benchmarks: 4,
        failures: 3,
      },
    ]);
  });

  it('has the history of a benchmark, newest first, over-budget results included', () => {
    const store = openHere();
    const runs = [1, 2, 3].map((day) =>
      wholeRun({
        startedAtMs: START_MS + day * 86_400_000,
        revision: { commit: `c${day}`, branch: null, dirtyHash: 'd' },
        environment: { ...headerOf().environment, id: `e${day}` },
      }),
    );
    for (const run of [runs[1]!, runs[0]!, runs[2]!]) store.importRun(run);
    const fast = store.history('src/sort.bench.ts > sort > fast', 2);
    expect(fast.map((entry) => entry.runId)).toEqual([runs[2]!.id, runs[1]!.id]);
    expect(fast[0]).toEqual({
      runId: runs[2]!.id,
      startedAtMs: runs[2]!.startedAtMs,
      revision: { commit: 'c3', branch: null, dirtyHash: 'd' },
      environmentId: 'e3',
      presetName: 'quick',
      loader: 'native',
      medianNs: 1003,
      interval: { low: 1003 * 0.99, high: 1003 * 1.01 },
    });
    expect(store.history('src/sort.bench.ts > sort > over', 9).map((entry) => [entry.medianNs, entry.interval])).toEqual(
      Array.from({ length: 3 }, () => [5e6, null]),
    );
    expect(store.history('src/sort.bench.ts > sort > throws', 9)).toEqual([]);
  });

  it('leaves out the commits of ranges where results of what was on disk are asked for', () => {
    const store = openHere();
    const ids = (['cli', 'range', 'range'] as const).map((source, day) => {
      const header = headerOf({ startedAtMs: START_MS + day * 86_400_000, source });
      store.begin(header);
      store.addMeasurement(header.id, measuredOf('fast'), nativeLoader);
      store.finish(header.id, { state: 'complete', durationMs: 1, machine: quietMachine });
      return header.id;
    });
    const idsOf = (results: readonly { readonly runId?: string; readonly id?: string }[]) => results.map(({ runId, id }) => runId ?? id);
    const benchmarkId = 'src/sort.bench.ts > sort > fast';
    expect(idsOf(store.history(benchmarkId, 9))).toEqual(ids.toReversed());
    expect(idsOf(store.runOverviews(9))).toEqual(ids.toReversed());
    expect(idsOf(store.history(benchmarkId, 1, 'range'))).toEqual([ids[0]]);
    expect(idsOf(store.runOverviews(1, 'range'))).toEqual([ids[0]]);
  });

  it('reads a history from indexes, without looking at tables of large things', () => {
    const store = openHere();
    store.importRun(wholeRun());
    const database = new DatabaseSync(store.file, { readOnly: true });
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT * FROM result WHERE benchmark_id = ? AND (SELECT source FROM run WHERE id = run_id) IS NOT ?
         ORDER BY started_at_ms DESC, run_id DESC LIMIT ?`,
      )
      .all('x', 'range', 5);
    database.close();
    expect(plan.map((row) => row['detail'])).toEqual([
      'SEARCH result USING PRIMARY KEY (benchmark_id=?)',
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH run USING INDEX sqlite_autoindex_run_1 (id=?)',
    ]);
  });

  it('creates nothing before there is a run to store', () => {
    const store = openHere();
    expect([store.recentRuns(5), store.runOverviews(5), store.run('x'), store.history('x', 5), [...store.allRuns()]]).toEqual([
      [],
      [],
      null,
      [],
      [],
    ]);
    expect(store.problem()).toBeNull();
    expect(existsSync(folder)).toBe(false);
    store.begin(headerOf());
    expect(readFileSync(path.join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('finds an unfinished run of another process interrupted as soon as that one is dead', () => {
    const header = headerOf();
    openHere().begin(header);
    const database = new DatabaseSync(path.join(folder, 'laptime.db'));
    const setOwner = (change: object) => {
      const owner = JSON.parse(String(database.prepare('SELECT owner FROM run').get()?.['owner']));
      database.prepare('UPDATE run SET owner = ?').run(JSON.stringify({ ...owner, ...change }));
    };
    const stateNow = () => [openHere().run(header.id)?.state, openHere().runOverviews(1)[0]?.state];
    expect(stateNow()).toEqual(['running', 'running']);
    // The number was given to another process since.
    setOwner({ started: 'another boot 123' });
    expect(stateNow()).toEqual(['interrupted', 'interrupted']);
    // A container or machine that cannot be looked into: believed for an hour.
    setOwner({ space: 'elsewhere' });
    expect(stateNow()).toEqual(['running', 'running']);
    nowMs += 61 * 60 * 1000;
    expect(stateNow()).toEqual(['interrupted', 'interrupted']);
    database.exec(`UPDATE run SET owner = 'not JSON'`);
    expect(stateNow()).toEqual(['interrupted', 'interrupted']);
    database.close();
  });

  it('leaves out a run that holds what no Laptime has written, and keeps the others', () => {
    const warnings: string[] = [];
    const store = openStore({ folder, log: { ...silentLog, warn: (message) => warnings.push(message) }, clock });
    open.push(store);
    const [good, bad] = [wholeRun(), wholeRun({ startedAtMs: START_MS + 1 })];
    store.importRun(good);
    store.importRun(bad);
    const database = new DatabaseSync(store.file);
    const breakWith = (sql: string) => {
      database.exec('BEGIN');
      database.prepare(sql).run(bad.id);
      database.exec('COMMIT');
    };
    breakWith(`UPDATE block SET samples_ns = x'00ff00' WHERE measurement_id IN (SELECT id FROM measurement WHERE run_id = ?)`);
    expect(store.recentRuns(5).map((run) => run.id)).toEqual([good.id]);
    expect([...store.allRuns()].map((run) => run.id)).toEqual([good.id]);
    expect(store.run(bad.id)).toBeNull();
    breakWith(`UPDATE run SET revision = '{"commit": 5}' WHERE id = ?`);
    expect(store.runOverviews(5).map((run) => run.id)).toEqual([good.id]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`run ${bad.id}`);
    expect(store.problem()).toBeNull();
    database.close();
  });

  it('stores nothing of a measurement that cannot be stored whole', () => {
    const store = openHere();
    const header = headerOf();
    store.begin(header);
    store.addMeasurement(header.id, measuredOf('a', 1), nativeLoader);
    expect(() => store.addMeasurement(header.id, measuredOf('a', 2), nativeLoader)).toThrow(/UNIQUE/);
    expect(store.run(header.id)?.measurements).toEqual([measuredOf('a', 1)]);
    expect(store.history('src/sort.bench.ts > sort > a', 5).map((entry) => entry.medianNs)).toEqual([1]);
    store.finish(header.id, { state: 'cancelled', durationMs: 5, machine: quietMachine });
    expect(() => store.addMeasurement(header.id, measuredOf('b'), nativeLoader)).toThrow(/has not begun/);
    expect(store.run(header.id)).toMatchObject({ state: 'cancelled', durationMs: 5 });
  });

  it('goes on in a new file when somebody removes the store in the middle of a run', () => {
    const store = openHere();
    const header = headerOf();
    store.begin(header);
    rmSync(folder, { recursive: true });
    store.addMeasurement(header.id, measuredOf('a'), nativeLoader);
    store.finish(header.id, { state: 'complete', durationMs: 5, machine: quietMachine });
    expect(openHere().run(header.id)).toMatchObject({ state: 'complete', measurements: [measuredOf('a')] });
  });

  it('is shared by all worktrees of a repository, and lies outside the work tree', () => {
    const [main, tree, plain] = ['main', 'tree', 'plain'].map((name) => path.join(scratch, name)) as [string, string, string];
    mkdirSync(main);
    mkdirSync(plain);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: main, encoding: 'utf8' });
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'first');
    git('worktree', 'add', '-q', tree);
    const run = wholeRun();
    openHere(storeFolder(tree)).importRun(run);
    expect(openHere(storeFolder(main)).run(run.id)?.id).toBe(run.id);
    expect(storeFolder(main)).toBe(path.join(main, '.git', 'laptime'));
    // The same ids mean other benchmarks there.
    const [one, other] = [path.join(main, 'packages/one'), path.join(main, 'packages/other')];
    expect(openHere(storeFolder(one)).run(run.id)).toBeNull();
    openHere(storeFolder(one)).importRun(run);
    expect(openHere(storeFolder(path.join(tree, 'packages/one'))).run(run.id)?.id).toBe(run.id);
    expect(openHere(storeFolder(other)).run(run.id)).toBeNull();
    expect(readdirSync(storeFolder(main))).not.toContain('.gitignore');
    expect(git('status', '--porcelain')).toBe('');
    expect(storeFolder(plain)).toBe(path.join(plain, '.laptime'));
  });
});

describe('prune', () => {
  const DAY_MS = 86_400_000;

  it('removes what is too old or too many, oldest first, with all that belongs to it, and gives back the space', async () => {
    const store = openHere();
    const runs = [0, 1, 2, 3, 4, 5].map((day) => ({
      ...wholeRun({ startedAtMs: START_MS + day * DAY_MS }),
      measurements: [measuredOf('a', 1000, 20_000)],
    }));
    for (const run of runs) store.importRun(run);
    nowMs = START_MS + 5 * DAY_MS;
    expect(await store.prune({ maxRuns: null, maxComparisons: null, maxAgeDays: null })).toBe(0);
    expect(await store.prune({ maxRuns: null, maxComparisons: null, maxAgeDays: 4 })).toBe(1);
    expect(await store.prune({ maxRuns: 2, maxComparisons: 2, maxAgeDays: null })).toBe(3);
    expect(store.recentRuns(9).map((run) => run.id)).toEqual([runs[5]!.id, runs[4]!.id]);
    expect(store.history(runs[0]!.measurements[0]!.benchmark.id, 9)).toHaveLength(2);
    const database = new DatabaseSync(store.file, { readOnly: true });
    const rows = (table: string) => database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count'];
    expect(['measurement', 'block', 'loader', 'file_failure', 'result'].map(rows)).toEqual([2, 6, 2, 2, 2]);
    expect(database.prepare('PRAGMA freelist_count').get()?.['freelist_count']).toBe(0);
    database.close();
  });

  it('leaves a run that is being measured, and removes an interrupted one', async () => {
    const store = openHere();
    const header = headerOf();
    store.begin(header);
    expect(await store.prune({ maxRuns: 0, maxComparisons: 0, maxAgeDays: null })).toBe(0);
    const database = new DatabaseSync(store.file);
    database.exec('UPDATE run SET owner = NULL');
    database.close();
    expect(await store.prune({ maxRuns: 0, maxComparisons: 0, maxAgeDays: null })).toBe(1);
  });
});
