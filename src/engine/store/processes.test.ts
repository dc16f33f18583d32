import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import type { ComparisonRun } from '../../model/comparison.ts';
import { wholeComparison } from './comparison.fixture.ts';
import { openStore, type RunStore } from './index.ts';
import { measuredOf } from './run.fixture.ts';

const writerFile = fileURLToPath(new URL('./writer.fixture.ts', import.meta.url));
let folder: string;
let store: RunStore;
const children = new Set<ChildProcess>();

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'laptime-processes-')), 'laptime');
  store = openStore({ folder, log: silentLog, clock: systemClock });
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  store.dispose();
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

interface Writer {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<void>;
}

function startWriter(runs: number, measurements: number, samples = 50, comparisons = 0): Writer {
  const child = spawn(process.execPath, [writerFile, folder, ...[runs, measurements, samples, comparisons].map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<void>((resolve, reject) => {
    child.on('close', (code, signal) => {
      children.delete(child);
      if (code === 0 || signal === 'SIGKILL') resolve();
      else reject(new Error(`writer ended with ${code}: ${errors}`));
    });
  });
  return { child, lines, ended };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const integrity = () => {
  const database = new DatabaseSync(store.file);
  const result = database.prepare('PRAGMA integrity_check').all();
  database.close();
  return result;
};

describe('several processes', () => {
  it('lose nothing when four write from the first moment on and one reads and prunes', async () => {
    const writers = [1, 2, 3, 4].map(() => startWriter(6, 5));
    let ended = false;
    const all = Promise.all(writers.map((writer) => writer.ended)).finally(() => (ended = true));
    let reads = 0;
    while (!ended) {
      for (const run of store.recentRuns(3)) {
        // A run that is under way is seen as far as it is, and each of its measurements whole.
        expect(run.measurements).toEqual(run.measurements.map((_, index) => measuredOf(`b${index}`, index + 1, 50)));
      }
      await store.prune({ maxRuns: 1000, maxComparisons: 1000, maxAgeDays: 1 });
      expect(store.problem()).toBeNull();
      reads += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await all;
    expect(reads).toBeGreaterThan(1);
    const finished = writers.flatMap((writer) => writer.lines.filter((line) => line.startsWith('finished ')).map((line) => line.slice(9)));
    expect(finished).toHaveLength(24);
    const runs = [...store.allRuns()];
    expect(runs.map((run) => run.id).toSorted()).toEqual(finished.toSorted());
    for (const run of runs) expect(run).toMatchObject({ state: 'complete', measurements: { length: 5 } });
    expect(store.history(measuredOf('b0').benchmark.id, 100)).toHaveLength(24);
    expect(store.notices()).toEqual([]);
    expect(integrity()).toEqual([{ integrity_check: 'ok' }]);
  });

  it('lose no comparison when two write them and one reads and prunes, nor when they are killed', async () => {
    const writers = [startWriter(1000, 1, 50, 3), startWriter(1000, 1, 50, 3)];
    const compared = () =>
      writers.flatMap(({ lines }) => lines.filter((line) => line.startsWith('compared ')).map((line) => line.slice(9)));
    const asWritten = ({ id, startedAtMs }: ComparisonRun) => wholeComparison({ id, startedAtMs });
    while (compared().length < 24) {
      for (const { id } of store.comparisonOverviews(2)) {
        const seen = store.comparison(id)!;
        expect(seen).toEqual(asWritten(seen));
      }
      await store.prune({ maxRuns: 10_000, maxComparisons: 10_000, maxAgeDays: 1 });
      expect(store.problem()).toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    for (const { child } of writers) child.kill('SIGKILL');
    await Promise.all(writers.map(({ ended }) => ended));
    const kept = [...store.allComparisons()];
    expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(compared()));
    for (const run of kept) expect(run).toEqual(asWritten(run));
    const slow = kept[0]!.comparisons[0]!.benchmark.id;
    expect(store.comparisonHistory(slow, 10_000).map(({ runId }) => runId)).toEqual(kept.map(({ id }) => id).toReversed());
    expect(store.notices()).toEqual([]);
    expect(integrity()).toEqual([{ integrity_check: 'ok' }]);
  });

  it('keep all that was stored when one is killed in the middle of writing, again and again', async () => {
    for (let round = 0; round < 6; round++) {
      const writer = startWriter(1000, 4, 20_000);
      // At another moment of its work each time.
      await until(() => writer.lines.length >= 3 + round);
      await new Promise((resolve) => setTimeout(resolve, round * 3));
      writer.child.kill('SIGKILL');
      await writer.ended;
      const reader = openStore({ folder, log: silentLog, clock: systemClock });
      const told = (what: string) => writer.lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1));
      const complete = reader.runOverviews(1000).filter((run) => run.state === 'complete');
      expect(complete.map((run) => run.id)).toEqual(expect.arrayContaining(told('finished')));
      const kept = ['b0', 'b1', 'b2', 'b3'].flatMap((name) =>
        reader.history(measuredOf(name).benchmark.id, 10_000).map((entry) => `${entry.runId} ${name}`),
      );
      expect(kept).toEqual(expect.arrayContaining(told('stored')));
      // The last one may have been between two runs.
      const last = reader.recentRuns(1)[0]!;
      expect(last.state).toBeOneOf(['interrupted', 'complete']);
      expect(last.measurements).toEqual(last.measurements.map((_, index) => measuredOf(`b${index}`, index + 1, 20_000)));
      expect(reader.problem()).toBeNull();
      reader.dispose();
    }
    expect(store.runOverviews(1000).filter((run) => run.state === 'interrupted').length).toBeGreaterThan(0);
    expect(integrity()).toEqual([{ integrity_check: 'ok' }]);
  });
});
