import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { silentLog } from '../base/log.ts';
import { exampleRun } from '../model/example.fixture.ts';
import type { BenchmarkHistory, HistorySeries } from '../model/history.ts';
import { checkSuspects } from './checkSuspects.ts';
import type { CompareParts } from './compareRevisions.ts';
import { benchmarkHistory } from './history/index.ts';
import { createRevisions, type ResolvedCommit } from './revisions/index.ts';
import { openStore } from './store/index.ts';

const hash = (place: number) => place.toString(16).padStart(40, '0');

/** Benchmarks whose newest two values look off, each measured at so many commits. */
function history(counts: readonly number[]): BenchmarkHistory {
  const line = Array.from({ length: 16 }, (_, place) => ({ hash: hash(place), authorName: '', authoredAtMs: place, subject: '' }));
  const stored = counts.map((count) => {
    const name = `of ${count}`;
    const commits = line.slice(0, count).map((commit) => commit.hash);
    const values = commits.map((_, place) => (place < count - 2 ? 100 : 150) + ((place * 7) % 11) / 50);
    return {
      benchmark: { id: `a.bench.ts > ${name}`, file: 'a.bench.ts', path: [name] },
      environmentId: 'e',
      loader: 'native' as const,
      commits,
      values,
    };
  });
  const environments = new Map([['e', { ...exampleRun([]).environment, id: 'e' }]]);
  const options = { metric: 'median', environmentId: null, limit: 1000, changes: true } as const;
  return benchmarkHistory({ stored, environments, line: line.toReversed() }, options);
}

/** The engine's parts, but for commits that nobody checks out. */
function partsWith(checkOut: CompareParts['revisions']['checkOut']): CompareParts {
  const root = mkdtempSync(path.join(tmpdir(), 'laptime-suspects-'));
  const store = openStore({ folder: path.join(root, 'store'), log: silentLog, clock: systemClock });
  onTestFinished(() => {
    store.dispose();
    rmSync(root, { recursive: true, force: true });
  });
  const shared = { root, distFolder: root, log: silentLog, clock: systemClock };
  const node = {
    executable: process.execPath,
    version: process.versions.node,
    v8Version: process.versions.v8,
    env: {},
    source: 'path' as const,
  };
  return {
    ...shared,
    laptimeVersion: '1.0.0',
    source: 'cli',
    store,
    nodeLookup: { findNode: () => Promise.resolve(node) } as unknown as CompareParts['nodeLookup'],
    monitor: { series: (metric) => ({ metric, atMs: new Float64Array(), values: new Float64Array() }) },
    notice: () => {},
    findBenchFiles: () => Promise.resolve([]),
    revisions: {
      ...createRevisions(shared),
      resolve: (name) =>
        Promise.resolve({
          kind: 'commit',
          commit: name,
          name,
          branch: null,
          dirtyHash: null,
          subject: null,
          authoredAtMs: null,
        } satisfies ResolvedCommit),
      checkOut,
    },
  };
}

const suspicious = ({ series }: BenchmarkHistory): HistorySeries[] => series.filter(({ changes }) => changes!.suspects.length > 0);

describe('checkSuspects', () => {
  it('has a check of each benchmark, also where a commit cannot be built', async () => {
    const found = history([15, 16]);
    expect(suspicious(found)).toHaveLength(2);
    const checkOut = vi.fn<CompareParts['revisions']['checkOut']>(() =>
      Promise.reject(new UserError('build-failed', 'commit 0 could not be built.')),
    );
    const checks = await checkSuspects(found, {}, partsWith(checkOut), () => {}, new AbortController().signal);
    // The second pair of commits is tried all the same.
    expect(checkOut).toHaveBeenCalledTimes(2);
    expect(checks.map(({ benchmarkId, baseline, comparison }) => [benchmarkId, baseline.hash, comparison.state])).toEqual([
      ['a.bench.ts > of 15', hash(12), 'failed'],
      ['a.bench.ts > of 16', hash(13), 'failed'],
    ]);
    expect(checks[0]!.comparison).toMatchObject({ failure: { message: 'commit 0 could not be built.' } });
  });

  it('fails for what has nothing to do with a commit', async () => {
    const parts = partsWith(() => Promise.reject(new UserError('disk-full', 'The disk is full.')));
    await expect(checkSuspects(history([16]), {}, parts, () => {}, new AbortController().signal)).rejects.toMatchObject({
      code: 'disk-full',
    });
  });

  it('gives what it has when it is cancelled while a commit is made ready', async () => {
    const abort = new AbortController();
    let calls = 0;
    const parts = partsWith(() => {
      calls += 1;
      if (calls === 1) return Promise.reject(new UserError('install-failed', 'No.'));
      abort.abort();
      return Promise.reject(abort.signal.reason as Error);
    });
    const checks = await checkSuspects(history([15, 16]), {}, parts, () => {}, abort.signal);
    expect(checks.map(({ benchmarkId }) => benchmarkId)).toEqual(['a.bench.ts > of 15']);
  });
});
