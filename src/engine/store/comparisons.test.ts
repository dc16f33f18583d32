import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { exampleCompared, exampleRevision } from '../../model/comparison.fixture.ts';
import { exampleBlock } from '../../model/example.fixture.ts';
import { countOutcomes } from '../../model/outcomes.ts';
import { wholeComparison } from './comparison.fixture.ts';
import { openStore, type RunStore } from './index.ts';
import { benchmarkOf, headerOf, START_MS, wholeRun } from './run.fixture.ts';

const DAY_MS = 86_400_000;
let folder: string;
let nowMs: number;
let warnings: string[];
let store: RunStore;
const open: RunStore[] = [];

const openHere = (): RunStore => {
  const log = { ...silentLog, warn: (message: string) => warnings.push(message) };
  const opened = openStore({ folder, log, clock: { nowMs: () => nowMs, monotonicMs: () => performance.now() } });
  open.push(opened);
  return opened;
};
const slow = benchmarkOf('slow');
/** Another program, or a later Laptime, in the same file. */
const change = (sql: string, ...values: string[]): void => {
  const database = new DatabaseSync(store.file);
  database.prepare(sql).run(...values);
  database.close();
};

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'laptime-comparisons-')), 'laptime');
  nowMs = START_MS;
  warnings = [];
  store = openHere();
});
afterEach(() => {
  for (const opened of open.splice(0)) opened.dispose();
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

describe('addComparison', () => {
  it('stores a comparison whole, for everybody, and gives it back as it was', () => {
    const run = wholeComparison();
    store.addComparison(run);
    expect(store.problem()).toBeNull();
    expect(store.comparison(run.id)).toEqual(run);
    expect(openHere().comparison(run.id)).toEqual(run);
    expect(store.comparison('no such comparison')).toBeNull();
    expect(store.recentRuns(9)).toEqual([]);
  });

  it('leaves a comparison as it is that is there already', () => {
    const run = wholeComparison({ state: 'cancelled' });
    store.addComparison(run);
    store.addComparison({ ...run, comparisons: [], durationMs: 0 });
    expect(store.comparison(run.id)).toEqual(run);
    expect(store.comparisonOverviews(9)).toHaveLength(1);
  });

  it('stores nothing of a comparison that cannot be stored whole', () => {
    const twice = exampleCompared(slow);
    expect(() => store.addComparison(wholeComparison({ comparisons: [twice, twice] }))).toThrow(/UNIQUE/);
    expect([store.comparisonOverviews(9), store.comparisonHistory(slow.id, 9)]).toEqual([[], []]);
  });

  it('keeps the environments of runs that were compared by force, and their blocks, whose samples are no pairs', () => {
    const blocks = [{ index: 0, baseline: exampleBlock(), candidate: exampleBlock({ samplesNs: [7], sampleAtMs: [1] }) }];
    const run = wholeComparison({
      comparisons: [exampleCompared(slow, { tests: null }, { design: 'separate-runs', blocks })],
      baselineEnvironment: { ...headerOf().environment, id: 'e2', nodeVersion: '22.0.0' },
      benches: 'own',
    });
    store.addComparison(run);
    expect(store.comparison(run.id)).toEqual(run);
  });

  it('says why it could not, and forgets what an earlier result could not', () => {
    mkdirSync(folder);
    const foreign = new DatabaseSync(store.file);
    foreign.exec('CREATE TABLE precious (x)');
    foreign.close();
    const [lost, stored] = [wholeComparison(), wholeComparison()];
    store.addComparison(lost);
    expect(store.problem()).toMatchObject({ code: 'store-foreign', message: expect.stringContaining('not stored') });
    rmSync(store.file);
    store.addComparison(stored);
    expect(store.problem()).toBeNull();
    expect([store.comparison(lost.id), store.comparison(stored.id)]).toEqual([null, stored]);
  });

  it('breaks nothing in a Node without SQLite', async () => {
    const spy = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
    try {
      store.addComparison(wholeComparison());
      expect(store.problem()).toMatchObject({ code: 'store-unavailable' });
      expect([store.importComparison(wholeComparison()), store.comparison('x')]).toEqual([false, null]);
      expect([store.comparisonOverviews(9), store.comparisonHistory('x', 9), [...store.allComparisons()]]).toEqual([[], [], []]);
      expect(await store.prune({ maxRuns: 0, maxComparisons: 0, maxAgeDays: 0 })).toBe(0);
    } finally {
      spy.mockRestore();
    }
  });
});

describe('comparisonOverviews', () => {
  it('are the newest first, with counts as the report has them', () => {
    const runs = [1, 3, 2].map((day) => wholeComparison({ startedAtMs: START_MS + day * DAY_MS }));
    const empty = wholeComparison({ comparisons: [], fileFailures: [] });
    for (const run of [...runs, empty]) store.addComparison(run);
    const [first, second] = store.comparisonOverviews(2);
    expect([first?.id, second?.id]).toEqual([runs[1]!.id, runs[2]!.id]);
    const { id, startedAtMs, durationMs, state, source, laptimeVersion, baseline, candidate } = runs[1]!;
    expect(first).toEqual({
      ...{ id, startedAtMs, durationMs, state, source, laptimeVersion, baseline, candidate },
      environmentId: 'e1',
      counts: countOutcomes(runs[1]!),
    });
    expect(first?.counts).toEqual({ slower: 1, faster: 0, same: 1, inconclusive: 2, failed: 2, 'not comparable': 3, skipped: 1 });
    expect(store.comparisonOverviews(9).at(-1)?.counts).toEqual(countOutcomes(empty));
  });

  it('count without a look at anything large', () => {
    store.addComparison(wholeComparison());
    const plan = planOf('SELECT state, verdict, side, failure_kind, count(*) FROM comparison WHERE run_id = ? GROUP BY 1, 2, 3, 4');
    expect(plan).toEqual(['SEARCH comparison USING COVERING INDEX comparison_by_outcome (run_id=?)']);
    expect(planOf('SELECT id FROM comparison_run ORDER BY started_at_ms DESC, id DESC LIMIT ?')).toEqual([
      'SCAN comparison_run USING COVERING INDEX comparison_run_by_time',
    ]);
  });
});

describe('comparisonHistory', () => {
  it('has what was said about a benchmark, newest first', () => {
    const runs = [1, 2, 3].map((day) =>
      wholeComparison({
        startedAtMs: START_MS + day * DAY_MS,
        baseline: exampleRevision({ name: 'main', commit: `c${day}`, branch: 'main' }),
        environment: { ...headerOf().environment, id: `e${day}` },
      }),
    );
    for (const run of [runs[1]!, runs[0]!, runs[2]!]) store.addComparison(run);
    const history = store.comparisonHistory(slow.id, 2);
    expect(history.map(({ runId }) => runId)).toEqual([runs[2]!.id, runs[1]!.id]);
    expect(history[0]).toEqual({
      runId: runs[2]!.id,
      startedAtMs: runs[2]!.startedAtMs,
      baseline: { name: 'main', commit: 'c3', branch: 'main', dirtyHash: null },
      candidate: { name: 'work tree', commit: '0123456789abcdef0123456789abcdef01234567', branch: 'main', dirtyHash: 'd1' },
      environmentId: 'e3',
      design: 'two-processes',
      verdict: 'slower',
      ratio: 1.031,
      interval: { low: 1.031 * 0.996, high: 1.031 * 1.004, confidence: 0.99 },
      margin: 0.02,
      noise: 0.004,
    });
    expect(store.comparisonHistory(benchmarkOf('open').id, 1)).toMatchObject([{ verdict: 'inconclusive', interval: null, noise: null }]);
    for (const name of ['nothing', 'throws', 'later']) expect(store.comparisonHistory(benchmarkOf(name).id, 9)).toEqual([]);
  });

  it('is read from one index, without looking at tables of large things', () => {
    store.addComparison(wholeComparison());
    expect(planOf('SELECT * FROM comparison_result WHERE benchmark_id = ? ORDER BY started_at_ms DESC, run_id DESC LIMIT ?')).toEqual([
      'SEARCH comparison_result USING PRIMARY KEY (benchmark_id=?)',
    ]);
  });
});

const planOf = (sql: string): unknown[] => {
  const database = new DatabaseSync(store.file, { readOnly: true });
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from({ length: sql.split('?').length - 1 }, () => 5));
  database.close();
  return plan.map((row) => row['detail']).filter((detail) => !String(detail).startsWith('USE TEMP B-TREE'));
};

describe('a comparison that holds what no Laptime has written', () => {
  const inRun = 'WHERE run_id = ?';
  const inBlocks = 'WHERE comparison_id IN (SELECT id FROM comparison WHERE run_id = ?)';
  it.each([
    ['samples that are no numbers', `UPDATE paired_block SET candidate_ns = x'00ff00' ${inBlocks}`, 'not 64-bit floats'],
    ['fewer times than samples', `UPDATE paired_block SET baseline_at_ms = x'' ${inBlocks}`, 'not as many times'],
    [
      'samples without a partner',
      `UPDATE paired_block SET baseline_ns = x'', baseline_at_ms = x'' ${inBlocks}`,
      'not as many samples of one side',
    ],
    ['a block that is no JSON', `UPDATE paired_block SET detail = '{' ${inBlocks}`, 'block: '],
    ['a verdict of a later version', `UPDATE comparison SET detail = replace(detail, '"slower"', '"perhaps"') ${inRun}`, 'verdict'],
    ['a file elsewhere', `UPDATE comparison_file_failure SET detail = replace(detail, 'src/', '../') ${inRun}`, 'workspace folder'],
    ['no environment', `UPDATE comparison_run SET detail = json_remove(detail, '$.environment') WHERE id = ?`, 'environment'],
    ['no name of a revision', `UPDATE comparison_run SET candidate = '{"commit": null}' WHERE id = ?`, 'candidate'],
  ])('is left out and logged once: %s', (_, sql, told) => {
    const [good, bad] = [wholeComparison(), wholeComparison({ startedAtMs: START_MS + 1 })];
    for (const run of [good, bad]) store.addComparison(run);
    change(sql, bad.id);
    expect([store.comparison(bad.id), store.comparison(bad.id)]).toEqual([null, null]);
    expect([...store.allComparisons()].map(({ id }) => id)).toEqual([good.id]);
    expect(store.comparison(good.id)).toEqual(good);
    expect(warnings).toEqual([expect.stringMatching(`comparison ${bad.id} in .* cannot be read and is left out: .*${told}`)]);
    expect(store.problem()).toBeNull();
  });

  it.each([
    ['a verdict', `UPDATE comparison SET verdict = 'perhaps' WHERE verdict = 'same' AND run_id = ?`],
    ['a failure', `UPDATE comparison_file_failure SET failure_kind = 'boredom' WHERE run_id = ?`],
    ['a revision', `UPDATE comparison_run SET baseline = '[]' WHERE id = ?`],
  ])('is left out of the list: %s', (_, sql) => {
    const [good, bad] = [wholeComparison(), wholeComparison({ startedAtMs: START_MS + 1 })];
    for (const run of [good, bad]) store.addComparison(run);
    change(sql, bad.id);
    expect(store.comparisonOverviews(9).map(({ id }) => id)).toEqual([good.id]);
    expect(warnings).toEqual([expect.stringContaining(`comparison ${bad.id}`)]);
  });

  it('is left out of the history of its benchmark', () => {
    for (const startedAtMs of [START_MS, START_MS + 1]) store.addComparison(wholeComparison({ startedAtMs }));
    change(`UPDATE comparison_result SET design = 'by-eye' WHERE started_at_ms = ${START_MS}`);
    expect(store.comparisonHistory(slow.id, 9).map(({ startedAtMs }) => startedAtMs)).toEqual([START_MS + 1]);
  });
});

describe('prune', () => {
  it('removes comparisons that are too old or too many, with all that belongs to them, and counts runs by themselves', async () => {
    const days = [0, 1, 2, 3, 4, 5];
    const runs = days.map((day) => wholeComparison({ startedAtMs: START_MS + day * DAY_MS }));
    for (const run of runs) store.addComparison(run);
    for (const day of days) store.importRun(wholeRun({ startedAtMs: START_MS + day * DAY_MS }));
    nowMs = START_MS + 5 * DAY_MS;
    expect(await store.prune({ maxRuns: 6, maxComparisons: 6, maxAgeDays: null })).toBe(0);
    expect(await store.prune({ maxRuns: null, maxComparisons: null, maxAgeDays: 4 })).toBe(2);
    expect(await store.prune({ maxRuns: 2, maxComparisons: 2, maxAgeDays: null })).toBe(6);
    expect(store.comparisonOverviews(9).map(({ id }) => id)).toEqual([runs[5]!.id, runs[4]!.id]);
    expect(store.runOverviews(9)).toHaveLength(2);
    expect(store.comparisonHistory(slow.id, 9)).toHaveLength(2);
    const database = new DatabaseSync(store.file, { readOnly: true });
    const rows = (table: string) => database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count'];
    const blocks = runs[0]!.comparisons.flatMap((entry) => (entry.state === 'compared' ? entry.blocks : [])).length;
    expect(['comparison', 'paired_block', 'comparison_file_failure', 'comparison_result'].map(rows)).toEqual([16, 2 * blocks, 4, 6]);
    expect(database.prepare('PRAGMA freelist_count').get()?.['freelist_count']).toBe(0);
    database.close();
  });
});
