import { benchmarkId, type CollectedBenchmark } from './benchmark.ts';
import type { Block, Measurement, Summary } from './measurement.ts';
import type { Preset, Run } from './run.ts';

// Plain valid values for tests, each to be changed in what a test is about.

export const exampleBlock = (changes: Partial<Block> = {}): Block => ({
  index: 0,
  samplesNs: [1000, 1010, 990, 1005, 995],
  sampleAtMs: [1, 2, 3, 4, 5],
  iterationsPerSample: 1000,
  timing: 'batch',
  warmupMs: 20,
  warmupEnd: 'steady',
  waitedShare: 0.01,
  otherLoad: 0.05,
  gcCount: 0,
  gcMs: 0,
  heapBytesPerIteration: 64,
  eventLoopUtilization: null,
  emptyNs: 0.3,
  timerResolutionNs: 25,
  async: false,
  concurrency: 1,
  ...changes,
});

/** Blocks with these medians; every block has samples 1 % around its own. */
export const exampleBlocks = (medians: readonly number[], changes: Partial<Block> = {}): Block[] =>
  medians.map((median, index) =>
    exampleBlock({ index, samplesNs: [0.99, 0.995, 1, 1.005, 1.01].map((factor) => factor * median), ...changes }),
  );

const exampleSummary = (changes: Partial<Summary> = {}): Summary => ({
  medianNs: 1000,
  meanNs: 1001,
  intervalNs: { low: 990, high: 1010, confidence: 0.99 },
  relativeError: 0.01,
  p75Ns: 1005,
  p99Ns: 1010,
  minNs: 980,
  maxNs: 1020,
  samples: 40,
  blocks: 8,
  opsPerSecond: 1e6,
  outliers: { lowSevere: 0, lowMild: 0, highMild: 1, highSevere: 0 },
  bimodal: false,
  heapBytesPerIteration: 64,
  gcCount: 0,
  gcMs: 0,
  eventLoopUtilization: null,
  waitedShare: 0.01,
  ...changes,
});

export const exampleBenchmark = (
  path: readonly string[],
  changes: Partial<CollectedBenchmark> = {},
  file = 'src/sort.bench.ts',
): CollectedBenchmark => ({
  id: benchmarkId(file, path),
  file,
  path,
  api: 'vitest',
  mode: 'run',
  line: 3,
  column: 1,
  parameters: null,
  budget: null,
  baseline: false,
  ...changes,
});

export const exampleMeasured = (
  benchmark: CollectedBenchmark,
  summary: Partial<Summary> = {},
  changes: Partial<Extract<Measurement, { state: 'measured' }>> = {},
): Measurement => ({
  state: 'measured',
  benchmark,
  summary: exampleSummary(summary),
  blocks: exampleBlocks([1000, 1000, 1000]),
  warnings: [],
  output: '',
  ...changes,
});

export const examplePreset: Preset = {
  name: 'standard',
  minBlocks: 6,
  maxBlocks: 36,
  blockMs: 150,
  warmupMs: 150,
  targetRelativeError: 0.02,
  budgetMs: 10_000,
};

export const exampleRun = (measurements: readonly Measurement[], changes: Partial<Run> = {}): Run => ({
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
  durationMs: 83_400,
  state: 'complete',
  source: 'cli',
  laptimeVersion: '0.1.0',
  preset: examplePreset,
  revision: { commit: '0123456789abcdef0123456789abcdef01234567', branch: 'main', dirtyHash: null },
  environment: {
    id: 'env-1',
    cpuModel: 'Example CPU 3000',
    cores: 8,
    memoryBytes: 16e9,
    os: 'linux 6.1',
    arch: 'x64',
    nodeVersion: 'v22.12.0',
    v8Version: '12.4',
    nodeFlags: [],
    onBattery: null,
    cpuGovernor: 'performance',
    container: false,
  },
  machine: { otherLoad: 0.05, cpuPressure: 0.01, frequencyMhz: null, throttled: null },
  loaders: { 'src/sort.bench.ts': { loader: 'native', reason: 'no Vite config' } },
  measurements,
  fileFailures: [],
  ...changes,
});
