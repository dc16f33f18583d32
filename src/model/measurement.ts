import type { CollectedBenchmark } from './benchmark.ts';

/** What one block (one fresh process) found. Times are nanoseconds per iteration. */
export interface Block {
  /** Place in the measurement, from 0. */
  readonly index: number;
  /** One value a timed batch, in order of time, corrected for the time that the thread waited for a core where it could be read. */
  readonly samplesNs: readonly number[];
  /** When each sample ended, milliseconds since the first batch of the block began. Same length as `samplesNs`. */
  readonly sampleAtMs: readonly number[];
  /** Iterations in each batch; 1 when single calls were timed. */
  readonly iterationsPerSample: number;
  /** `batch`: our loop; `single`: every call timed by tinybench. */
  readonly timing: 'batch' | 'single';
  readonly warmupMs: number;
  /** Why the warm-up ended: the last windows agreed, or its share of time was spent. */
  readonly warmupEnd: 'steady' | 'spent';
  /** Share (0 to 1) of the timed wall time in which the thread waited for a core; null where it cannot be read. */
  readonly waitedShare: number | null;
  /** Other load while the block ran: share of all cores (0 to 1) used by other processes; null where it cannot be read. */
  readonly otherLoad: number | null;
  /** Garbage collections in the timed part. */
  readonly gcCount: number;
  readonly gcMs: number;
  /** Bytes allocated on the JS heap per iteration, from stretches without a collection; null when none was seen. */
  readonly heapBytesPerIteration: number | null;
  /** Share (0 to 1) of the timed part in which the event loop was busy; null for synchronous benchmarks. */
  readonly eventLoopUtilization: number | null;
  /** An empty function of the same kind took this long per iteration in the same process, ns. */
  readonly emptyNs: number;
  /** Resolution of the timer, ns. */
  readonly timerResolutionNs: number;
  /** True when the function was called and awaited. */
  readonly async: boolean;
  /** Concurrent calls, 1 unless the benchmark asks for more. */
  readonly concurrency: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** 0.99 for 99 %. */
  readonly confidence: number;
}

/** What Tukey's fences call the samples outside the box. */
export interface Outliers {
  readonly lowSevere: number;
  readonly lowMild: number;
  readonly highMild: number;
  readonly highSevere: number;
}

export interface Summary {
  /** Median of the block medians. */
  readonly medianNs: number;
  /** Mean of all samples. */
  readonly meanNs: number;
  /** Of the median over blocks: 20 % trimmed t on log block medians, back-transformed; null with fewer than 3 blocks. */
  readonly intervalNs: Interval | null;
  /** Half the width of the interval over the median; null where there is no interval. */
  readonly relativeError: number | null;
  readonly p75Ns: number;
  readonly p99Ns: number;
  readonly minNs: number;
  readonly maxNs: number;
  readonly samples: number;
  readonly blocks: number;
  /** 1e9 / medianNs: a mean of reciprocals would be biased. */
  readonly opsPerSecond: number;
  readonly outliers: Outliers;
  /** True when block medians fall into two groups with a gap. */
  readonly bimodal: boolean;
  readonly heapBytesPerIteration: number | null;
  readonly gcCount: number;
  readonly gcMs: number;
  readonly eventLoopUtilization: number | null;
  readonly waitedShare: number | null;
}

export type WarningCode =
  | 'optimized-away'
  | 'noisy-machine'
  | 'wide-interval'
  | 'bimodal'
  | 'not-steady'
  | 'few-blocks'
  | 'coarse-timer'
  | 'no-wait-correction'
  | 'gc-heavy'
  | 'loader'
  | 'two-processes'
  | 'expectation-unclear'
  | 'bench-file'
  | 'imported';

/** Advice beside a number: what happened and what to do next. */
export interface MeasurementWarning {
  readonly code: WarningCode;
  /** Whole: what happened, and what to do. */
  readonly message: string;
  /** Seconds for one benchmark (`--time`) that the message advises, where it does. */
  readonly timeSeconds?: number;
}

export type FailureKind =
  | 'load' // the file could not be loaded or registered
  | 'threw' // thrown or rejected while running, set-up and tear-down included
  | 'timeout' // hung, or looped for ever
  | 'exited' // called process.exit or ended by itself
  | 'out-of-memory'
  | 'crashed' // ended by a signal
  | 'over-budget'
  | 'expectation' // a matcher of the bench file did not hold
  | 'vanished'; // was asked for, and the file did not register it

export interface Location {
  /** Relative to the workspace folder where inside it, else absolute; with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** Mapped to the source that was written, without the harness's own frames; empty when there is none. */
  readonly stack: string;
  /** The first frame inside the workspace, else the benchmark's own line; null when unknown. */
  readonly location: Location | null;
}

interface MeasurementBase {
  readonly benchmark: CollectedBenchmark;
  readonly warnings: readonly MeasurementWarning[];
  /** What the benchmark printed, stdout and stderr together, cut in the middle when long. */
  readonly output: string;
}

/** All blocks of one benchmark in a run. Never changed after it is stored. */
export type Measurement =
  | (MeasurementBase & { readonly state: 'measured'; readonly blocks: readonly Block[]; readonly summary: Summary })
  /** Blocks that ended well before the failure are kept. `summary` is there when the failure is `over-budget` or `expectation`. */
  | (MeasurementBase & {
      readonly state: 'failed';
      readonly blocks: readonly Block[];
      readonly summary: Summary | null;
      readonly failure: Failure;
    })
  | (MeasurementBase & { readonly state: 'skipped'; readonly reason: 'skip' | 'todo' | 'only-elsewhere' });
