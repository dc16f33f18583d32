import { createHash } from 'node:crypto';
import { benchmarkId, type CollectedBenchmark } from '../../model/benchmark.ts';
import type { Block, Measurement, Summary } from '../../model/measurement.ts';
import type { Environment, Preset, Run } from '../../model/run.ts';
import type { ForeignMachine, ForeignResult, ForeignRun } from './foreignRun.ts';

export interface ImportFacts {
  /** The tool: a format's name. */
  readonly tool: string;
  /** What the user calls the machine; results of one name are taken to be of one machine. */
  readonly machine: string | null;
  /** For files that name no commit. */
  readonly commit: string | null;
  /** For files that do not say when they were measured; not part of the id, so that a copy of the file is known again. */
  readonly fileTimeMs: number;
  readonly laptimeVersion: string;
}

/** The tool's own way of measuring is not known: nothing here may read as if it were one of ours. */
const NO_PRESET: Preset = {
  name: 'quick',
  minBlocks: 1,
  maxBlocks: 1,
  blockMs: 0,
  warmupMs: 0,
  targetRelativeError: 0,
  budgetMs: 0,
};

/**
 * A run as the store keeps them. Its id follows from its content, so a result that was imported before is known again. Its
 * environment is of its own kind and equals none that Laptime measured in. Each benchmark has one block, and no interval:
 * samples of one process do not tell how processes differ. What the file does not tell is `NaN`.
 */
export function toRun(foreign: ForeignRun, facts: ImportFacts): Run {
  const { tool, machine, laptimeVersion } = facts;
  const commit = foreign.commit ?? facts.commit;
  const environment = toEnvironment(foreign.machine, tool, machine);
  const taken = new Map<string, number>();
  const measurements = foreign.results.map((result, place) => {
    const file = result.file ?? `imported/${tool}`;
    const key = benchmarkId(file, result.path);
    const ordinal = (taken.get(key) ?? 0) + 1;
    taken.set(key, ordinal);
    return toMeasurement(result, { file, id: benchmarkId(file, result.path, ordinal), place }, tool);
  });
  const identity = [tool, environment.id, commit, foreign.branch, foreign.measuredAtMs, foreign.results];
  return {
    id: contentId(JSON.stringify(identity)),
    startedAtMs: Math.round(foreign.measuredAtMs ?? facts.fileTimeMs),
    durationMs: 0,
    state: 'complete',
    source: 'import',
    laptimeVersion,
    preset: NO_PRESET,
    revision: { commit, branch: foreign.branch, dirtyHash: null },
    environment,
    machine: { otherLoad: null, cpuPressure: null, frequencyMhz: null, throttled: null },
    loaders: Object.fromEntries(
      measurements.map(({ benchmark }) => [
        benchmark.file,
        { loader: tool === 'vitest' ? ('vite' as const) : ('native' as const), reason: `measured by ${tool}` },
      ]),
    ),
    measurements,
    fileFailures: [],
  };
}

/** A UUID of version 8 (RFC 9562, 5.8): its bits are ours, here those of a hash. */
function contentId(content: string): string {
  const digits = createHash('sha256').update(content).digest('hex');
  const variant = ((Number.parseInt(digits[16]!, 16) & 3) | 8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}

function toEnvironment(machine: ForeignMachine, tool: string, machineName: string | null): Environment {
  const identity = JSON.stringify([tool, machineName, ...Object.entries(machine).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return {
    // Ours are 12 hexadecimal digits: no import can have the id of one.
    id: `import-${createHash('sha256').update(identity).digest('hex').slice(0, 12)}`,
    measuredBy: machineName === null ? tool : `${tool} on ${machineName}`,
    cpuModel: machine.cpuModel ?? 'unknown',
    cores: machine.cores ?? 0,
    memoryBytes: machine.memoryBytes ?? 0,
    os: machine.os ?? 'unknown',
    arch: machine.arch ?? 'unknown',
    nodeVersion: machine.runtime ?? 'unknown',
    v8Version: 'unknown',
    nodeFlags: [],
    onBattery: null,
    cpuGovernor: null,
    container: false,
  };
}

function toMeasurement(result: ForeignResult, at: Pick<CollectedBenchmark, 'id' | 'file'> & { place: number }, tool: string): Measurement {
  const instead = result.statistic === null ? '' : `, and what stands as the median is ${result.statistic}`;
  return {
    state: 'measured',
    benchmark: {
      ...at,
      path: result.path,
      api: result.api,
      mode: 'run',
      line: null,
      column: null,
      parameters: null,
      budget: null,
      baseline: false,
    },
    warnings: [
      {
        code: 'imported',
        message: `Imported from ${tool}, which measured in one process: there is no interval${instead}. Measure with Laptime to compare.`,
      },
    ],
    output: '',
    blocks: [toBlock(result.samplesNs ?? [result.valueNs])],
    summary: toSummary(result),
  };
}

function toBlock(samplesNs: readonly number[]): Block {
  let endMs = 0;
  return {
    index: 0,
    samplesNs,
    // When they were taken is not known: as if one began where the other ended.
    sampleAtMs: samplesNs.map((sampleNs) => (endMs += sampleNs / 1e6)),
    iterationsPerSample: 1,
    timing: 'single',
    warmupMs: 0,
    warmupEnd: 'spent',
    waitedShare: null,
    otherLoad: null,
    gcCount: 0,
    gcMs: 0,
    heapBytesPerIteration: null,
    eventLoopUtilization: null,
    emptyNs: 0,
    timerResolutionNs: 0,
    async: false,
    concurrency: 1,
  };
}

function toSummary(result: ForeignResult): Summary {
  const { valueNs, meanNs = Number.NaN, minNs = Number.NaN, maxNs = Number.NaN, p75Ns = Number.NaN, p99Ns = Number.NaN } = result;
  return {
    medianNs: valueNs,
    meanNs,
    intervalNs: null,
    relativeError: null,
    p75Ns,
    p99Ns,
    minNs,
    maxNs,
    samples: result.samples ?? 1,
    blocks: 1,
    opsPerSecond: 1e9 / valueNs,
    outliers: { lowSevere: 0, lowMild: 0, highMild: 0, highSevere: 0 },
    bimodal: false,
    heapBytesPerIteration: null,
    gcCount: 0,
    gcMs: 0,
    eventLoopUtilization: null,
    waitedShare: null,
  };
}
