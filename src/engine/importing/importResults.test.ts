import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { exampleRun } from '../../model/example.fixture.ts';
import { exportRuns, openStore, writeRunLine, type RunStore } from '../store/index.ts';
import * as files from './files.fixture.ts';
import { importResults, type ImportRequest } from './importResults.ts';

const NOW_MS = Date.UTC(2026, 1, 1);
let scratch: string;
let store: RunStore;

const openIn = (name: string) =>
  openStore({ folder: path.join(scratch, name), log: silentLog, clock: { nowMs: () => NOW_MS, monotonicMs: () => performance.now() } });

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'laptime-import-'));
  store = openIn('store');
});
afterEach(() => {
  store.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

const take = (text: string | Iterable<string>, request: Partial<ImportRequest> = {}, into = store) =>
  importResults(
    typeof text === 'string' ? [text] : text,
    { name: 'bench.json', fileTimeMs: NOW_MS, ...request },
    { store: into, root: '/projects/app', laptimeVersion: '1.0.0' },
  );

describe('importResults', () => {
  it('adds the runs of a growing file once, whenever and under whatever name it comes', async () => {
    expect(await take(files.dataJs)).toMatchObject({ imported: 3, known: 0 });
    expect(await take(files.dataJs, { name: 'copy.js', fileTimeMs: NOW_MS + 1 })).toMatchObject({ imported: 0, known: 3 });
    expect(await take(files.vitestReport)).toMatchObject({ imported: 1 });
    expect(await take(files.vitestReport, { name: 'copy.json', fileTimeMs: NOW_MS + 1 })).toMatchObject({ imported: 0, known: 1 });
    expect(store.runOverviews(9).map(({ id }) => id)).toEqual(
      Array.from({ length: 4 }, () => expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)),
    );
  });

  it('says what it does not know: no interval, no spread that the file does not have, a machine of its own', async () => {
    await take(files.dataJs);
    const [run] = [...store.allRuns()];
    expect(run).toMatchObject({
      source: 'import',
      state: 'complete',
      revision: { commit: '4f0c1a9b7d2e6538c1f0a4b9d8e7c6b5a4938271', branch: null, dirtyHash: null },
      environment: {
        id: expect.stringMatching(/^import-[0-9a-f]{12}$/),
        measuredBy: 'github-action-benchmark',
        cpuModel: 'unknown',
        cores: 0,
      },
    });
    const [measurement] = run!.measurements;
    expect(measurement).toMatchObject({
      benchmark: { id: 'imported/github-action-benchmark > Benchmark.js Benchmark > parse(small)', api: 'other' },
      summary: { medianNs: 4000, intervalNs: null, relativeError: null, p99Ns: Number.NaN, samples: 1, blocks: 1 },
      warnings: [{ code: 'imported', message: expect.stringContaining("what stands as the median is 1 / the rate in 'ops/sec'") }],
    });
  });

  it('tells machines apart by what the file says, else by the name that the user gives', async () => {
    const ids = async (text: string, request: Partial<ImportRequest> = {}) => {
      const fresh = openIn(crypto.randomUUID());
      await take(text, request, fresh);
      const found = [...fresh.allRuns()].map(({ environment }) => environment.id);
      fresh.dispose();
      return found;
    };
    // Two runs of one suite, and one of another.
    expect(new Set(await ids(files.dataJs)).size).toBe(2);
    expect(await ids(files.asvVersion2)).not.toEqual(await ids(files.asvVersion2.replace('leopard', 'lion')));
    expect(await ids(files.vitestReport)).not.toEqual(await ids(files.tinybenchTasks));
    expect(await ids(files.vitestReport, { machine: 'ci' })).not.toEqual(await ids(files.vitestReport, { machine: 'desk' }));
    expect(await ids(files.vitestReport, { machine: 'ci' })).toEqual(await ids(files.vitestReport, { machine: 'ci' }));
  });

  it('gives a commit to results that have none, and leaves the others theirs', async () => {
    await take(files.vitestReport, { commit: 'c0ffee0' });
    await take(files.asvVersion1, { commit: 'c0ffee0' });
    expect([...store.allRuns()].map(({ revision }) => revision.commit)).toEqual(['a1b2c3d4e5f60718293a4b5c6d7e8f9001122334', 'c0ffee0']);
  });

  it('keeps equal names apart, and names that mean something to JavaScript', async () => {
    const list = ['twice', 'twice', '__proto__', 'a > b'].map((name) => ({ name, unit: 'ms', value: 1 }));
    await take(JSON.stringify(list));
    expect([...store.allRuns()][0]?.measurements.map(({ benchmark }) => benchmark.id)).toEqual([
      'imported/github-action-benchmark > twice',
      'imported/github-action-benchmark > twice #2',
      'imported/github-action-benchmark > __proto__',
      'imported/github-action-benchmark > a > b',
    ]);
  });

  it('stores what exports and imports again as it is', async () => {
    for (const text of [files.dataJs, files.asvVersion2, files.vitestReport, files.tinybenchTable, files.bencherMetrics]) await take(text);
    const lines: string[] = [];
    await exportRuns(store, (line) => void lines.push(line));
    const other = openIn('other');
    // In pieces that end anywhere.
    const text = lines.join('');
    const pieces = Array.from({ length: Math.ceil(text.length / 1000) }, (_, index) => text.slice(index * 1000, (index + 1) * 1000));
    expect(await take(pieces, {}, other)).toEqual({ imported: 7, comparisons: 0, gains: 0, known: 0, problems: [] });
    expect([...other.allRuns()]).toEqual([...store.allRuns()]);
    other.dispose();
  });

  it('reads as an export what is one, or is said to be', async () => {
    expect(await take('')).toEqual({ imported: 0, comparisons: 0, gains: 0, known: 0, problems: [] });
    expect(await take('\n{"format": "laptime-run", "version": 1}\n')).toMatchObject({
      problems: [expect.stringMatching(/^line 2: is not a run/)],
    });
    expect(await take('{"format":"laptime-comparison","version":1,"comparison":{}}\n')).toMatchObject({
      problems: [expect.stringMatching(/^line 1: is not a whole comparison: /)],
    });
    expect(await take('{"a": 1}', { format: 'laptime' })).toMatchObject({ problems: ['line 1: is not a run that `laptime export` wrote'] });
    // Windows writes a byte order mark before it.
    expect(await take(`\uFEFF${writeRunLine(exampleRun([]))}`)).toMatchObject({ imported: 1, problems: [] });
    await expect(take('{"a": 1}')).rejects.toMatchObject({ code: 'import-format' });
    await expect(take(files.asvVersion1, { format: 'vitest' })).rejects.toMatchObject({
      message: expect.stringContaining('is not results of vitest'),
    });
  });

  it('leaves out times that no machine measured', async () => {
    const huge = { name: 'huge', latency: { mean: 1e308, p50: 1e308 } };
    const { imported, problems } = await take(JSON.stringify([huge, { name: 'a', latency: { mean: 1, p50: 1 } }]));
    expect({ imported, problems }).toEqual({ imported: 1, problems: [expect.stringMatching(/^'huge' has no time above 0/)] });
    const seconds = { commit_hash: 'a'.repeat(40), params: {}, results: { time_a: 1e305, time_b: 1 } };
    expect(await take(JSON.stringify(seconds))).toMatchObject({
      problems: ['results.time_a: result 0 is not a number of seconds above 0'],
    });
    for (const run of store.allRuns())
      for (const each of run.measurements) expect(each).toMatchObject({ summary: { medianNs: expect.toSatisfy(Number.isFinite) } });
  });

  it('ends with the signal', async () => {
    const abort = new AbortController();
    abort.abort();
    const parts = { store, root: '/projects/app', laptimeVersion: '1.0.0' };
    const importing = importResults([files.dataJs], { name: 'x', fileTimeMs: 0 }, parts, abort.signal);
    await expect(importing).rejects.toMatchObject({ name: 'AbortError' });
    expect(store.runOverviews(1)).toEqual([]);
  });
});
