import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { formatDuration } from '../../src/base/units.ts';
import { benchmarkHistory } from '../../src/engine/history/index.ts';
import { openStore, type RunStore } from '../../src/engine/store/index.ts';
import { exampleBenchmark, exampleMeasured, exampleRun } from '../../src/model/example.fixture.ts';
import type { Run } from '../../src/model/run.ts';
import { measuredRow, type Row, type Section } from './section.ts';

const [BENCHMARKS, COMMITS, LONG] = [500, 200, 1000];
const REPETITIONS = 15;
const LIMIT_NS = 50e6;

export const history: Section = {
  name: 'history',
  title: 'The history over commits',
  method: `Reads what a chart needs from a store: ${BENCHMARKS} benchmarks over ${COMMITS} commits for a heat map, and one benchmark over ${LONG.toLocaleString('en')} commits, one run each. The store has both; each is read ${REPETITIONS} times after one that does not count. What git adds, the list of the branch's commits, is not in it, nor are changes but where they are named.`,
  run,
};

const name = (index: number) => `benchmark ${index}`;
const hash = (place: number) => place.toString(16).padStart(40, '0');
const idOf = (index: number) => exampleBenchmark([name(index)]).id;

/** Newest first. */
const line = Array.from({ length: LONG }, (_, behind) => ({
  hash: hash(LONG - 1 - behind),
  authorName: 'Ada Lovelace',
  authoredAtMs: Date.UTC(2026, 0, 1) - behind * 3_600_000,
  subject: `Change number ${LONG - 1 - behind}`,
}));

/** The newest commits have all benchmarks, the others only the first. */
function runAt(place: number): Run {
  const count = place >= LONG - COMMITS ? BENCHMARKS : 1;
  const measurements = Array.from({ length: count }, (_, index) => {
    const medianNs = 1000 * (index + 1) * (1 + 0.02 * Math.sin(place * (index + 3)));
    return exampleMeasured(exampleBenchmark([name(index)]), { medianNs }, { blocks: [] });
  });
  const id = `01890a5d-ac96-774b-bcce-${String(place).padStart(12, '0')}`;
  const startedAtMs = Date.UTC(2026, 0, 1) + place * 60_000;
  return { ...exampleRun(measurements), id, startedAtMs, revision: { commit: hash(place), branch: 'main', dirtyHash: null } };
}

function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-bench-history-'));
  const store = openStore({ folder: path.join(folder, '.laptime'), log: silentLog, clock: systemClock });
  try {
    for (let place = 0; place < LONG; place++) if (!store.importRun(runAt(place))) throw new Error(String(store.problem()));
    const heatMap = () => read(store, undefined, COMMITS, false);
    const chart = (changes: boolean) => read(store, idOf(0), LONG, changes);
    expectPoints(heatMap(), BENCHMARKS * COMMITS);
    expectPoints(chart(true), LONG);
    return Promise.resolve([
      measuredRow(`${BENCHMARKS} benchmarks over ${COMMITS} commits`, times(heatMap), formatDuration, LIMIT_NS),
      measuredRow(
        `One benchmark over ${LONG.toLocaleString('en')} commits`,
        times(() => chart(false)),
        formatDuration,
        LIMIT_NS,
      ),
      measuredRow(
        'The same with its changes',
        times(() => chart(true)),
        formatDuration,
        LIMIT_NS,
      ),
    ]);
  } finally {
    store.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(store: RunStore, benchmarkId: string | undefined, limit: number, changes: boolean) {
  const facts = { stored: store.series('median', benchmarkId), environments: store.environments(), line };
  return benchmarkHistory(facts, { metric: 'median', environmentId: null, limit, changes });
}

function expectPoints({ series }: ReturnType<typeof read>, count: number): void {
  const found = series.reduce((sum, { values }) => sum + values.length, 0);
  if (found !== count) throw new Error(`read ${found} values, not ${count}`);
}

function times(work: () => unknown): number[] {
  work();
  return Array.from({ length: REPETITIONS }, () => {
    const startedAt = performance.now();
    work();
    return (performance.now() - startedAt) * 1e6;
  });
}
