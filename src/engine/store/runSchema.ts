import * as v from 'valibot';
import type { BenchMode, CollectedBenchmark } from '../../model/benchmark.ts';
import type {
  Block,
  Failure,
  FailureKind,
  Interval,
  Measurement,
  MeasurementWarning,
  Summary,
  WarningCode,
} from '../../model/measurement.ts';
import type {
  Environment,
  FileFailure,
  LoaderChoice,
  MachineDuringRun,
  MachineWarning,
  MachineWarningCode,
  Preset,
  PresetName,
  Revision,
  Run,
  RunState,
} from '../../model/run.ts';
import { benchFile, count, number, numbers, oneOf, orNull, text } from './storedJson.ts';

/*
 * Runs as they are read from a store or an exported file. Both may come from somebody else, so nothing is believed.
 * Fields that a later version added are let through and dropped.
 */

const budget = v.object({
  medianNs: v.exactOptional(number),
  p99Ns: v.exactOptional(number),
  heapBytes: v.exactOptional(number),
  opsPerSecondMin: v.exactOptional(number),
});

export const collectedBenchmark = v.object({
  id: v.pipe(text, v.nonEmpty()),
  file: benchFile,
  path: v.array(text),
  api: oneOf<CollectedBenchmark['api']>({ vitest: true, tinybench: true, mitata: true, laptime: true, other: true }),
  mode: oneOf<BenchMode>({ run: true, skip: true, only: true, todo: true }),
  line: orNull(count),
  column: orNull(count),
  parameters: orNull(v.record(text, text)),
  budget: orNull(budget),
  baseline: v.boolean(),
  place: v.exactOptional(count),
}) satisfies v.GenericSchema<unknown, CollectedBenchmark>;

export const blockDetail = v.object({
  index: count,
  iterationsPerSample: number,
  timing: oneOf<Block['timing']>({ batch: true, single: true }),
  warmupMs: number,
  warmupEnd: oneOf<Block['warmupEnd']>({ steady: true, spent: true }),
  waitedShare: orNull(number),
  otherLoad: orNull(number),
  gcCount: number,
  gcMs: number,
  heapBytesPerIteration: orNull(number),
  eventLoopUtilization: orNull(number),
  emptyNs: number,
  timerResolutionNs: number,
  async: v.boolean(),
  concurrency: number,
}) satisfies v.GenericSchema<unknown, Omit<Block, 'samplesNs' | 'sampleAtMs'>>;

export const block = v.pipe(
  v.object({ ...blockDetail.entries, samplesNs: numbers, sampleAtMs: numbers }),
  v.check((value) => value.samplesNs.length === value.sampleAtMs.length, 'has not as many times as samples'),
) satisfies v.GenericSchema<unknown, Block>;

export const interval = v.object({ low: number, high: number, confidence: number }) satisfies v.GenericSchema<unknown, Interval>;

const summary = v.object({
  medianNs: number,
  meanNs: number,
  intervalNs: orNull(interval),
  relativeError: orNull(number),
  p75Ns: number,
  p99Ns: number,
  minNs: number,
  maxNs: number,
  samples: count,
  blocks: count,
  opsPerSecond: number,
  outliers: v.object({ lowSevere: count, lowMild: count, highMild: count, highSevere: count }),
  bimodal: v.boolean(),
  heapBytesPerIteration: orNull(number),
  gcCount: number,
  gcMs: number,
  eventLoopUtilization: orNull(number),
  waitedShare: orNull(number),
}) satisfies v.GenericSchema<unknown, Summary>;

export const warning = v.object({
  code: oneOf<WarningCode>({
    'optimized-away': true,
    'noisy-machine': true,
    'wide-interval': true,
    bimodal: true,
    'not-steady': true,
    'few-blocks': true,
    'coarse-timer': true,
    'no-wait-correction': true,
    'gc-heavy': true,
    loader: true,
    'two-processes': true,
    'expectation-unclear': true,
    'bench-file': true,
    imported: true,
  }),
  message: text,
  timeSeconds: v.exactOptional(number),
}) satisfies v.GenericSchema<unknown, MeasurementWarning>;

export const failureKind = oneOf<FailureKind>({
  load: true,
  threw: true,
  timeout: true,
  exited: true,
  'out-of-memory': true,
  crashed: true,
  'over-budget': true,
  expectation: true,
  vanished: true,
});

export const failure = v.object({
  kind: failureKind,
  message: text,
  stack: text,
  location: orNull(v.object({ file: text, line: count, column: count })),
}) satisfies v.GenericSchema<unknown, Failure>;

export const skipReason = oneOf<Extract<Measurement, { state: 'skipped' }>['reason']>({ skip: true, todo: true, 'only-elsewhere': true });

const measurementBase = { benchmark: collectedBenchmark, warnings: v.array(warning), output: text };
const measured = v.object({ ...measurementBase, state: v.literal('measured'), summary });
const failed = v.object({ ...measurementBase, state: v.literal('failed'), summary: orNull(summary), failure });
const skipped = v.object({
  ...measurementBase,
  state: v.literal('skipped'),
  reason: skipReason,
});
const blocks = { blocks: v.array(block) };

/** A measurement as it is stored: its blocks are elsewhere. */
export const measurementDetail = v.variant('state', [measured, failed, skipped]);

const measurement = v.variant('state', [
  v.object({ ...measured.entries, ...blocks }),
  v.object({ ...failed.entries, ...blocks }),
  skipped,
]) satisfies v.GenericSchema<unknown, Measurement>;

export const preset = v.object({
  name: oneOf<PresetName>({ quick: true, standard: true, thorough: true }),
  minBlocks: number,
  maxBlocks: number,
  blockMs: number,
  warmupMs: number,
  targetRelativeError: number,
  budgetMs: number,
}) satisfies v.GenericSchema<unknown, Preset>;

export const revision = v.object({
  commit: orNull(text),
  branch: orNull(text),
  dirtyHash: orNull(text),
}) satisfies v.GenericSchema<unknown, Revision>;

export const environment = v.object({
  id: v.pipe(text, v.nonEmpty()),
  measuredBy: v.exactOptional(text),
  cpuModel: text,
  cores: number,
  memoryBytes: number,
  os: text,
  arch: text,
  nodeVersion: text,
  v8Version: text,
  nodeFlags: v.array(text),
  mode: v.exactOptional(text),
  onBattery: orNull(v.boolean()),
  cpuGovernor: orNull(text),
  container: v.boolean(),
}) satisfies v.GenericSchema<unknown, Environment>;

const machineWarning = v.object({
  code: oneOf<MachineWarningCode>({
    'busy-machine': true,
    'cpu-pressure': true,
    'stolen-cpu': true,
    'throttled-cpu': true,
    'short-memory': true,
    swapping: true,
    'slow-clock': true,
  }),
  message: text,
  value: number,
  extreme: number,
  atMs: number,
  lastedMs: number,
}) satisfies v.GenericSchema<unknown, MachineWarning>;

export const machine = v.object({
  otherLoad: orNull(number),
  cpuPressure: orNull(number),
  frequencyMhz: orNull(v.object({ min: number, max: number })),
  throttled: orNull(v.boolean()),
  warnings: v.exactOptional(v.array(machineWarning)),
}) satisfies v.GenericSchema<unknown, MachineDuringRun>;

export const loaderChoice = v.object({
  loader: oneOf<LoaderChoice['loader']>({ native: true, vite: true }),
  reason: text,
}) satisfies v.GenericSchema<unknown, LoaderChoice>;

export const fileFailure = v.object({ file: benchFile, failure, output: text }) satisfies v.GenericSchema<unknown, FileFailure>;

export const runColumns = v.object({
  id: v.pipe(text, v.regex(/^[\w-]{1,64}$/, 'is not the id of a run')),
  startedAtMs: v.pipe(v.number(), v.finite()),
  durationMs: v.pipe(v.number(), v.finite()),
  state: oneOf<RunState>({ running: true, complete: true, cancelled: true, interrupted: true }),
  source: oneOf<Run['source']>({ editor: true, cli: true, range: true, import: true }),
  laptimeVersion: text,
});

export const run = v.pipe(
  v.object({
    ...runColumns.entries,
    preset,
    revision,
    environment,
    machine,
    loaders: v.record(benchFile, loaderChoice),
    measurements: v.array(measurement),
    fileFailures: v.array(fileFailure),
  }),
  v.check(
    ({ measurements }) => new Set(measurements.map((entry) => entry.benchmark.id)).size === measurements.length,
    'measures a benchmark twice',
  ),
  v.check(
    ({ measurements, loaders: known }) => measurements.every((entry) => Object.hasOwn(known, entry.benchmark.file)),
    'does not say how the files of all benchmarks were loaded',
  ),
) satisfies v.GenericSchema<unknown, Run>;
