import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../base/log.ts';
import { exampleBenchmark, exampleRun } from '../model/example.fixture.ts';
import type { FixedBenchmark, FixMeasurement } from '../model/fixMeasurement.ts';
import type { HintReport } from '../model/hint.ts';
import { createOptimizationEngine } from './optimizationEngine.ts';
import { openStore, type RunStore } from './store/index.ts';

const clock = { nowMs: () => Date.UTC(2026, 10, 21), monotonicMs: () => performance.now() };
const { revision, environment, laptimeVersion } = exampleRun([]);

const faster = (ratio: number): FixedBenchmark => ({
  ...{
    benchmark: exampleBenchmark(['sum']),
    verdict: 'faster',
    ratio,
    margin: 0.02,
    noise: 0.01,
    baselineNs: 100,
    candidateNs: 100 * ratio,
  },
  interval: { low: ratio * 0.9, high: ratio * 1.1, confidence: 0.99 },
});

const measurement = (benchmarks: readonly FixedBenchmark[]): FixMeasurement => ({
  ...{ rule: 'prefer-some', file: 'src/a.ts', line: 3, title: 'Use some', kind: 'safe', outcome: 'faster', reason: null, benchmarks },
  ...{
    failures: [],
    tests: null,
    outputs: null,
    notes: [],
    startedAtMs: clock.nowMs(),
    durationMs: 1000,
    laptimeVersion,
    revision,
    environment,
  },
});

const report: HintReport = {
  ...{ laptimeVersion, level: 'balanced', hints: [], unusedDirectives: [], rules: [], files: 7, inBaseline: 0, problems: ['One.'] },
};

let folder: string;
let store: RunStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'laptime-optimizing-'));
  store = openStore({ folder, log: silentLog, clock });
});
afterEach(() => {
  store.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('what fixes gain', () => {
  it('is kept with what it was measured on, and summed up beside the suggestions', async () => {
    const { keepGain, suggest } = createOptimizationEngine({ store, clock });
    keepGain(measurement([faster(0.5)]), true);
    keepGain({ ...measurement([faster(0.9)]), line: 9, startedAtMs: clock.nowMs() + 1 }, false);
    expect(store.gains()[0]).toMatchObject({
      ...{ rule: 'prefer-some', applied: true, revision, environmentId: environment.id },
      benchmarks: [{ benchmarkId: 'src/sort.bench.ts > sum', ratio: 0.5 }],
    });
    const { gains, ...rest } = await suggest(report);
    expect(rest).toEqual({
      ...{ laptimeVersion, level: 'balanced', files: 7, problems: ['One.'], isHeated: false, suggestions: [], impact: null, hints: 0 },
    });
    expect(gains).toMatchObject({ fixes: 1, left: 1, mean: { count: 1 } });
  });

  it('is nothing where no benchmark measured it', async () => {
    const { keepGain, suggest } = createOptimizationEngine({ store, clock });
    keepGain(measurement([]), true);
    keepGain(measurement([faster(Number.POSITIVE_INFINITY)]), true);
    expect(store.gains()).toEqual([]);
    expect((await suggest(report)).gains).toBe(null);
  });
});
