import { describe, expect, it } from 'vitest';
import type { BisectionRequest, CompareRequest, RunRequest } from '../engine/engine.ts';
import { exampleBisectCommit, exampleFound } from '../model/bisection.fixture.ts';
import type { BisectEvent, BisectOutcome } from '../model/bisection.ts';
import { exampleComparisonRun } from '../model/comparison.fixture.ts';
import type { CompareEvent, ComparisonRun } from '../model/comparison.ts';
import type { Run, RunEvent } from '../model/run.ts';
import type { Folder } from './folders.ts';
import type { Results } from './results.ts';
import { Runs, type CompareJob, type RunJob, type SearchJob } from './runs.ts';
import type { SettingsSource } from './settings.ts';

const never = new AbortController().signal;

function fail(error: unknown): never {
  throw error;
}

/** Runs whose engine ends each run when the test says so. */
function setUp(nodeExecutable: string | null = null) {
  const asked: { request: RunRequest; tell: (event: RunEvent) => void; end: (run?: Partial<Run>) => void; fail: (error: Error) => void }[] =
    [];
  const compared: { request: CompareRequest; tell: (event: CompareEvent) => void; end: (run: ComparisonRun) => void }[] = [];
  const searched: {
    request: BisectionRequest;
    tell: (event: BisectEvent) => void;
    end: (outcome: BisectOutcome) => void;
    fail: (error: Error) => void;
  }[] = [];
  const kept: string[] = [];
  const folder = {
    engine: async () => ({
      run: (request: RunRequest, tell: (event: RunEvent) => void, signal: AbortSignal) =>
        new Promise((resolve, reject) => {
          const end = (run: Partial<Run> = {}) => resolve({ id: request.selections[0]?.file, state: 'complete', ...run });
          signal.addEventListener('abort', () => end({ state: 'cancelled' }));
          asked.push({ request, tell, end, fail: reject });
        }),
      compare: (request: CompareRequest, tell: (event: CompareEvent) => void) =>
        new Promise((resolve) => compared.push({ request, tell, end: resolve })),
      bisect: (request: BisectionRequest, tell: (event: BisectEvent) => void, signal: AbortSignal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          searched.push({ request, tell, end: resolve, fail: reject });
        }),
    }),
  } as unknown as Folder;
  const results = {
    add: (_: Folder, run: Run) => kept.push(run.id),
    addComparison: (_: Folder, run: ComparisonRun) => kept.push(run.id),
  } as unknown as Results;
  const runs = new Runs(results, { for: () => ({ nodeExecutable }) } as unknown as SettingsSource, fail);
  const job = (file: string, preset?: RunJob['preset']): RunJob => ({ folder, selections: [{ file }], preset, label: file });
  const compareJob = (baseline: string): CompareJob => ({ folder, request: { baseline }, label: baseline });
  const searchJob: SearchJob = {
    folder,
    benchmark: { id: 'a.bench.js > sum', name: 'sum' },
    request: { good: 'v1', bad: 'HEAD', threshold: 0.05, saved: 'used' },
  };
  const searchesWith = async (count: number) => {
    while (searched.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  const comparesWith = async (count: number) => {
    while (compared.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  const asksFor = async (count: number) => {
    while (asked.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, compared, searched, kept, runs, job, compareJob, searchJob, asksFor, comparesWith, searchesWith };
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError';

describe('Runs', () => {
  it('runs one job after the other, in the order they came', async () => {
    const { asked, runs, job, asksFor } = setUp();
    const first = runs.execute(job('a'), () => {}, never);
    const second = runs.execute(job('b', 'quick'), () => {}, never);
    await asksFor(1);
    expect(runs.running?.label).toBe('a');
    asked[0]!.end();
    await first;
    await asksFor(2);
    expect(runs.running?.label).toBe('b');
    expect(asked.map(({ request }) => request)).toEqual([
      { selections: [{ file: 'a' }] },
      { selections: [{ file: 'b' }], preset: 'quick' },
    ]);
    asked[1]!.end();
    expect((await second).id).toBe('b');
    expect(runs.running).toBeNull();
    expect(runs.last?.run.id).toBe('b');
  });

  it('passes the executable of the settings on', async () => {
    const { asked, runs, job, asksFor } = setUp('/opt/node');
    const running = runs.execute(job('a'), () => {}, never);
    await asksFor(1);
    asked[0]!.end();
    await running;
    expect(asked[0]!.request.nodeExecutable).toBe('/opt/node');
  });

  it('lets a job that waits leave at once, and never runs it', async () => {
    const { asked, runs, job, asksFor } = setUp();
    const first = runs.execute(job('a'), () => {}, never);
    const stop = new AbortController();
    const second = runs.execute(job('b'), () => {}, stop.signal);
    const third = runs.execute(job('c'), () => {}, never);
    await asksFor(1);
    stop.abort();
    await expect(second).rejects.toSatisfy(isAbort);
    asked[0]!.end();
    await first;
    await asksFor(2);
    expect(asked[1]!.request.selections).toEqual([{ file: 'c' }]);
    asked[1]!.end();
    await third;
    expect(asked).toHaveLength(2);
  });

  it('goes on after a run that failed', async () => {
    const { asked, kept, runs, job, asksFor } = setUp();
    const first = runs.execute(job('a'), () => {}, never);
    const second = runs.execute(job('b'), () => {}, never);
    await asksFor(1);
    asked[0]!.fail(new Error('no node'));
    await expect(first).rejects.toThrow('no node');
    await asksFor(2);
    asked[1]!.end();
    await second;
    expect(kept).toEqual(['b']);
  });

  it('cancels what runs, which keeps what it has, and what waits', async () => {
    const { asked, runs, job, asksFor } = setUp();
    const first = runs.execute(job('a'), () => {}, never);
    const second = runs.execute(job('b'), () => {}, never);
    await asksFor(1);
    runs.cancel();
    expect((await first).state).toBe('cancelled');
    await expect(second).rejects.toSatisfy(isAbort);
    expect(asked).toHaveLength(1);
    expect(runs.running).toBeNull();
  });

  it('knows how far the run is', async () => {
    const { asked, runs, job, asksFor } = setUp();
    const heard: RunEvent['kind'][] = [];
    const running = runs.execute(job('a'), (event) => heard.push(event.kind), never);
    await asksFor(1);
    const progress = { kind: 'progress', done: 2, total: 5, remainingMs: 9000 } as RunEvent;
    asked[0]!.tell(progress);
    expect(runs.running).toMatchObject({ done: 2, total: 5, remainingMs: 9000, current: progress });
    asked[0]!.tell({ kind: 'finished', done: 3, total: 5 } as RunEvent);
    expect(runs.running).toMatchObject({ done: 3, total: 5 });
    asked[0]!.end();
    await running;
    expect(heard).toEqual(['progress', 'finished']);
  });

  it('lets comparisons wait for runs, and runs for comparisons, and knows which was the newest', async () => {
    const { asked, compared, kept, runs, job, compareJob, asksFor, comparesWith } = setUp('/opt/node');
    const first = runs.execute(job('a'), () => {}, never);
    const second = runs.compare(compareJob('HEAD~1'), () => {}, never);
    const third = runs.execute(job('b'), () => {}, never);
    await asksFor(1);
    expect(compared).toHaveLength(0);
    asked[0]!.end();
    await first;
    await comparesWith(1);
    expect(runs.running?.label).toBe('HEAD~1');
    expect(compared[0]!.request).toEqual({ baseline: 'HEAD~1', nodeExecutable: '/opt/node' });
    expect(asked).toHaveLength(1);
    const comparison = exampleComparisonRun([]);
    compared[0]!.end(comparison);
    expect(await second).toBe(comparison);
    expect(runs.newest).toMatchObject({ kind: 'comparison', comparison });
    await asksFor(2);
    asked[1]!.end();
    await third;
    expect(runs.newest).toMatchObject({ kind: 'run', run: { id: 'b' } });
    expect(runs.lastComparison?.comparison).toBe(comparison);
    expect(kept).toEqual(['a', comparison.id, 'b']);
  });

  it('knows what a comparison prepares, and how far it is', async () => {
    const { compared, runs, compareJob, comparesWith } = setUp();
    const comparing = runs.compare(compareJob('HEAD'), () => {}, never);
    await comparesWith(1);
    const { tell, end } = compared[0]!;
    const preparing = { kind: 'preparing', message: 'Checking out HEAD' } as const;
    tell(preparing);
    expect(runs.running).toMatchObject({ total: 0, comparing: preparing });
    const progress = { kind: 'progress', blocks: 3, ratio: 1.02, done: 1, total: 4, remainingMs: 8000 } as CompareEvent;
    tell(progress);
    expect(runs.running).toMatchObject({ done: 1, total: 4, remainingMs: 8000, current: null, comparing: progress });
    end(exampleComparisonRun([]));
    await comparing;
    expect(runs.running).toBeNull();
  });

  it('searches a commit in its turn, and keeps the whole search at every moment', async () => {
    const { asked, searched, runs, job, searchJob, asksFor, searchesWith } = setUp();
    const first = runs.execute(job('a'), () => {}, never);
    const search = runs.searchCommit(searchJob, 'a search', never);
    await asksFor(1);
    expect([runs.search, searched.length]).toEqual([null, 0]);
    asked[0]!.end();
    await first;
    await searchesWith(1);
    expect(searched[0]!.request).toMatchObject({ good: 'v1', bad: 'HEAD', benchmark: 'a.bench.js > sum', threshold: 0.05, saved: 'used' });
    const seen: unknown[] = [];
    runs.onDidChange(() => seen.push([runs.search?.state.preparing, runs.running?.comparing?.kind]));
    searched[0]!.tell({ kind: 'preparing', message: 'Checking out' });
    expect(seen).toEqual([['Checking out', 'preparing']]);
    searched[0]!.end(exampleFound());
    expect(await search).toEqual(exampleFound());
    expect(runs.search?.state).toMatchObject({ state: 'ended', preparing: null, outcome: exampleFound() });
    expect(runs.running).toBeNull();
  });

  it('keeps a search that was cancelled, and the one before where another could not begin', async () => {
    const { searched, runs, searchJob, searchesWith } = setUp();
    const cancelled = runs.searchCommit(searchJob, 'a search', never);
    await searchesWith(1);
    const commit = exampleBisectCommit(1);
    searched[0]!.tell({ kind: 'measured', commit, run: { kind: 'timeout', commit: commit.hash, durationMs: 1 } });
    runs.cancel();
    await expect(cancelled).rejects.toSatisfy(isAbort);
    expect(runs.search?.state).toMatchObject({ state: 'cancelled', measuring: null, runs: [{ kind: 'timeout' }], outcome: null });
    const kept = runs.search;
    const broken = runs.searchCommit(searchJob, 'a search', never);
    await searchesWith(2);
    searched[1]!.fail(new Error('no such commit'));
    await expect(broken).rejects.toThrow('no such commit');
    expect(runs.search).toBe(kept);
  });
});
