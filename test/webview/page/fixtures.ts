import { summarise } from '../../../src/engine/benchmarks/summarise.ts';
import { benchmarkId, type Budget, type CollectedBenchmark } from '../../../src/model/benchmark.ts';
import type { Block, Failure, Measurement, MeasurementWarning } from '../../../src/model/measurement.ts';
import type { EarlierResult, Environment, Run } from '../../../src/model/run.ts';

/** Uniform from 0 to 1, the same on every machine (Tommy Ettinger's mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Normal, mean 0 and deviation 1 (Box and Muller). */
export const normalFrom = (random: () => number) => (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export interface BlockShape {
  readonly medianNs: number;
  readonly blocks?: number;
  readonly samples?: number;
  /** Relative spread of samples inside a block, and of the blocks among each other. */
  readonly spread?: number;
  readonly blockSpread?: number;
  readonly heapBytes?: number | null;
}

/** Samples with a tail to the right and a slow beginning, as machines give them. */
export function makeBlocks(seed: number, shape: BlockShape): Block[] {
  const { medianNs, blocks = 8, samples = 220, spread = 0.015, blockSpread = 0.004, heapBytes = 640 } = shape;
  const random = randomFrom(seed);
  const normal = normalFrom(random);
  return Array.from({ length: blocks }, (_, index): Block => {
    const centre = medianNs * Math.exp(blockSpread * normal());
    const samplesNs = Array.from({ length: samples }, (_sample, place) => {
      const tail = random() < 0.03 ? 1 + random() * random() * 0.9 : 1;
      const settling = 1 + 0.03 * Math.exp(-place / 12);
      return centre * Math.exp(spread * normal()) * tail * settling;
    });
    let atMs = 0;
    return {
      index,
      samplesNs,
      sampleAtMs: samplesNs.map((sample) => (atMs += 0.9 + (0.2 * sample) / centre)),
      iterationsPerSample: Math.max(1, Math.round(1e6 / medianNs)),
      timing: medianNs > 1e6 ? 'single' : 'batch',
      warmupMs: 40 + 30 * random(),
      warmupEnd: index === 3 ? 'spent' : 'steady',
      waitedShare: 0.01 * random(),
      otherLoad: 0.05 * random(),
      gcCount: heapBytes === null ? 0 : Math.round(4 + 3 * random()),
      gcMs: heapBytes === null ? 0 : 1 + 2 * random(),
      heapBytesPerIteration: heapBytes,
      eventLoopUtilization: null,
      emptyNs: 0.3,
      timerResolutionNs: 40,
      async: false,
      concurrency: 1,
    };
  });
}

export interface Spec extends Partial<BlockShape> {
  readonly file: string;
  readonly path: readonly string[];
  readonly line?: number;
  readonly baseline?: boolean;
  readonly budget?: Budget;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly failure?: Failure;
  readonly skipped?: 'skip' | 'todo' | 'only-elsewhere';
  readonly warnings?: readonly MeasurementWarning[];
  readonly output?: string;
}

export function makeMeasurement(spec: Spec, seed: number): Measurement {
  const benchmark: CollectedBenchmark = {
    id: benchmarkId(spec.file, spec.path),
    file: spec.file,
    path: spec.path,
    api: 'vitest',
    mode: spec.skipped === undefined || spec.skipped === 'only-elsewhere' ? 'run' : spec.skipped,
    line: spec.line ?? 10 + seed,
    column: 3,
    parameters: spec.parameters ?? null,
    budget: spec.budget ?? null,
    baseline: spec.baseline ?? false,
  };
  const base = { benchmark, warnings: spec.warnings ?? [], output: spec.output ?? '' };
  if (spec.skipped) return { ...base, state: 'skipped', reason: spec.skipped };
  const blocks = spec.medianNs === undefined ? [] : makeBlocks(seed, { ...spec, medianNs: spec.medianNs });
  const summary = blocks.length === 0 ? null : summarise(blocks);
  if (spec.failure) return { ...base, state: 'failed', blocks, summary, failure: spec.failure };
  if (summary === null) throw new Error(`${benchmark.id} needs a median`);
  return { ...base, state: 'measured', blocks, summary };
}

export const environment: Environment = {
  id: '7c1f09ab52d4',
  cpuModel: 'AMD Ryzen 7 7840U',
  cores: 16,
  memoryBytes: 33_400_000_000,
  os: 'Linux 6.12',
  arch: 'x64',
  nodeVersion: 'v24.21.0',
  v8Version: '13.6.233.17',
  nodeFlags: [],
  onBattery: false,
  cpuGovernor: 'performance',
  container: false,
};

export function makeRun(measurements: readonly Measurement[], change: Partial<Run> = {}): Run {
  return {
    id: '01997a2e-0000-7000-8000-000000000002',
    startedAtMs: Date.UTC(2026, 10, 21, 13, 3),
    durationMs: 74_200,
    state: 'complete',
    source: 'editor',
    laptimeVersion: '0.1.0',
    preset: {
      name: 'standard',
      minBlocks: 6,
      maxBlocks: 24,
      blockMs: 200,
      warmupMs: 100,
      targetRelativeError: 0.01,
      budgetMs: 8000,
    },
    revision: { commit: 'cea17c0d52f0', branch: 'main', dirtyHash: 'a1b2' },
    environment,
    machine: { otherLoad: 0.04, cpuPressure: 0.01, frequencyMhz: { min: 3290, max: 4980 }, throttled: false },
    loaders: Object.fromEntries(measurements.map(({ benchmark }) => [benchmark.file, { loader: 'native', reason: 'nothing needs more' }])),
    measurements,
    fileFailures: [],
    ...change,
  };
}

/** The benchmark's result, `factor` times as long, in a run before. */
export function earlierOf(measurement: Measurement, factor: number, change: Partial<EarlierResult> = {}): [string, EarlierResult] {
  if (measurement.state === 'skipped' || measurement.summary === null) throw new Error(`${measurement.benchmark.id} has no result`);
  const { medianNs, intervalNs } = measurement.summary;
  return [
    measurement.benchmark.id,
    {
      runId: '01997a2d-0000-7000-8000-000000000001',
      startedAtMs: Date.UTC(2026, 10, 21, 12, 40),
      revision: { commit: 'f6a6be1', branch: 'main', dirtyHash: null },
      environmentId: environment.id,
      presetName: 'standard',
      loader: 'native',
      medianNs: medianNs * factor,
      interval: intervalNs && { low: intervalNs.low * factor, high: intervalNs.high * factor },
      ...change,
    },
  ];
}
