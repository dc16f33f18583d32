import { randomUUID } from 'node:crypto';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { Block, Measurement, Summary } from '../../model/measurement.ts';
import type { MachineDuringRun, Run, RunHeader } from '../../model/run.ts';

/** A run as the engine makes one, for tests: every kind of measurement and every field that can be null or left out. */

export const START_MS = Date.UTC(2026, 0, 31, 12);

export const quietMachine: MachineDuringRun = {
  otherLoad: 0.02,
  cpuPressure: null,
  frequencyMhz: { min: 2800, max: 3400 },
  throttled: false,
};

export function headerOf(overrides: Partial<RunHeader> = {}): RunHeader {
  return {
    id: randomUUID(),
    startedAtMs: START_MS,
    source: 'cli',
    laptimeVersion: '0.1.0',
    preset: { name: 'quick', minBlocks: 3, maxBlocks: 9, blockMs: 50, warmupMs: 50, targetRelativeError: 0.02, budgetMs: 5000 },
    revision: { commit: 'a'.repeat(40), branch: 'main', dirtyHash: null },
    environment: {
      id: 'e1',
      cpuModel: 'Test CPU',
      cores: 2,
      memoryBytes: 8e9,
      os: 'Linux 6.1',
      arch: 'x64',
      nodeVersion: '24.0.0',
      v8Version: '13.6',
      nodeFlags: ['--expose-gc'],
      onBattery: null,
      cpuGovernor: 'performance',
      container: true,
    },
    ...overrides,
  };
}

export function benchmarkOf(name: string, overrides: Partial<CollectedBenchmark> = {}): CollectedBenchmark {
  const file = overrides.file ?? 'src/sort.bench.ts';
  return {
    id: `${file} > sort > ${name}`,
    file,
    path: ['sort', name],
    api: 'laptime',
    mode: 'run',
    line: 3,
    column: 1,
    parameters: { size: '10' },
    budget: { medianNs: 2e6 },
    baseline: false,
    ...overrides,
  };
}

function blockOf(index: number, samples = 5): Block {
  return {
    index,
    samplesNs: Array.from({ length: samples }, (_, place) => 1000 + index + place / 7),
    sampleAtMs: Array.from({ length: samples }, (_, place) => (place + 1) * 1.1),
    iterationsPerSample: 1000,
    timing: 'batch',
    warmupMs: 12.5,
    warmupEnd: 'steady',
    waitedShare: null,
    otherLoad: 0.1,
    gcCount: 1,
    gcMs: 0.4,
    heapBytesPerIteration: 48,
    eventLoopUtilization: null,
    emptyNs: 0.3,
    timerResolutionNs: 40,
    async: false,
    concurrency: 1,
  };
}

function summaryOf(medianNs: number): Summary {
  return {
    medianNs,
    meanNs: medianNs * 1.01,
    intervalNs: { low: medianNs * 0.99, high: medianNs * 1.01, confidence: 0.99 },
    relativeError: 0.01,
    p75Ns: medianNs,
    p99Ns: medianNs * 2,
    minNs: medianNs / 2,
    maxNs: medianNs * 3,
    samples: 15,
    blocks: 3,
    opsPerSecond: 1e9 / medianNs,
    outliers: { lowSevere: 0, lowMild: 1, highMild: 2, highSevere: 0 },
    bimodal: false,
    heapBytesPerIteration: 48,
    gcCount: 3,
    gcMs: 1.2,
    eventLoopUtilization: null,
    waitedShare: null,
  };
}

export function measuredOf(name: string, medianNs = 1003, samples = 5): Extract<Measurement, { state: 'measured' }> {
  return {
    state: 'measured',
    benchmark: benchmarkOf(name),
    warnings: [{ code: 'few-blocks', message: 'Only 3 blocks.' }],
    output: 'printed <b>&\u0000 ü\n',
    blocks: [blockOf(0, samples), blockOf(1, samples), blockOf(2, samples)],
    summary: summaryOf(medianNs),
  };
}

export const nativeLoader = { loader: 'native', reason: 'nothing needs Vite' } as const;

export const loadFailure = {
  file: 'src/broken.bench.ts',
  failure: { kind: 'load', message: 'Unexpected token', stack: '', location: null },
  output: '',
} as const;

/** A complete run: measured, over budget, failed without a result, skipped; and a file that could not be loaded. */
export function wholeRun(overrides: Partial<RunHeader> = {}): Run {
  const failure = {
    kind: 'threw',
    message: 'no',
    stack: 'Error: no\n  at x',
    location: { file: 'src/sort.ts', line: 3, column: 9 },
  } as const;
  return {
    ...headerOf(overrides),
    durationMs: 4321.5,
    state: 'complete',
    machine: quietMachine,
    loaders: { 'src/sort.bench.ts': nativeLoader },
    measurements: [
      measuredOf('fast', 1003),
      {
        ...measuredOf('over'),
        state: 'failed',
        summary: { ...summaryOf(5e6), opsPerSecond: Infinity, intervalNs: null },
        failure: { ...failure, kind: 'over-budget' },
      },
      { state: 'failed', benchmark: benchmarkOf('throws'), warnings: [], output: '', blocks: [], summary: null, failure },
      {
        state: 'skipped',
        benchmark: benchmarkOf('later', { mode: 'todo', line: null, column: null, parameters: null, budget: null }),
        warnings: [],
        output: '',
        reason: 'todo',
      },
    ],
    fileFailures: [loadFailure],
  };
}
