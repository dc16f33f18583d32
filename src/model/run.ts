import type { CollectedBenchmark, SourceRange } from './benchmark.ts';
import type { Failure, Measurement } from './measurement.ts';

export type PresetName = 'quick' | 'standard' | 'thorough';

/** How long and how exactly to measure. */
export interface Preset {
  readonly name: PresetName;
  /** Blocks at the least and at the most. */
  readonly minBlocks: number;
  readonly maxBlocks: number;
  /** Timed part of a block, ms. */
  readonly blockMs: number;
  /** Warm-up of a block at the most, ms. */
  readonly warmupMs: number;
  /** Measuring stops when half the interval is within this share of the median (0.01 for 1 %). */
  readonly targetRelativeError: number;
  /** Time for one benchmark in all, process starts included, ms. */
  readonly budgetMs: number;
}

/** The fingerprint of machine and runtime. Runs are compared without a word only when `id` is equal. */
export interface Environment {
  /** Hash over what changes results: CPU, cores, memory, OS, Node version, flags. */
  readonly id: string;
  /** The tool whose results were imported, where it was not Laptime; what it did not tell is `unknown`, or 0. */
  readonly measuredBy?: string;
  readonly cpuModel: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly os: string;
  readonly arch: string;
  readonly nodeVersion: string;
  readonly v8Version: string;
  readonly nodeFlags: readonly string[];
  /** Which gave flags, or variables that are part of the id; left out where none did. */
  readonly mode?: string;
  /** Not part of the id: they vary from run to run. Null where not readable. */
  readonly onBattery: boolean | null;
  readonly cpuGovernor: string | null;
  readonly container: boolean;
}

/** A commit, or the work tree with its uncommitted changes. All null outside git. */
export interface Revision {
  readonly commit: string | null;
  readonly branch: string | null;
  /** Hash over the uncommitted changes; null when the work tree is clean. */
  readonly dirtyHash: string | null;
}

/** How workspace modules were loaded, and why. */
export interface LoaderChoice {
  readonly loader: 'native' | 'vite';
  readonly reason: string;
}

/** What the machine did while the run was measured. Null where not readable. */
export interface MachineDuringRun {
  /** Mean share (0 to 1) of all cores used by processes other than the benchmarks. */
  readonly otherLoad: number | null;
  /** PSI "some" CPU share (0 to 1) over the run. */
  readonly cpuPressure: number | null;
  /** Lowest and highest clock seen, MHz. */
  readonly frequencyMhz: { readonly min: number; readonly max: number } | null;
  readonly throttled: boolean | null;
  /** What was noteworthy of it while times were taken. Left out where its metrics were not recorded, or for less than two seconds. */
  readonly warnings?: readonly MachineWarning[];
}

export type MachineWarningCode =
  | 'busy-machine'
  | 'cpu-pressure'
  | 'stolen-cpu'
  | 'throttled-cpu'
  | 'short-memory'
  | 'swapping'
  | 'slow-clock';

/** Something that the machine did while times were taken, and that may be in them. */
export interface MachineWarning {
  readonly code: MachineWarningCode;
  /** Whole: what happened, how much, for how long, and what to do. */
  readonly message: string;
  /** The mean while it lasted, and the most: shares (0 to 1); bytes of `swapping`; of `slow-clock` MHz, and the least of them. */
  readonly value: number;
  readonly extreme: number;
  /** When it began, and how long it lasted in all. */
  readonly atMs: number;
  readonly lastedMs: number;
}

export interface FileFailure {
  readonly file: string;
  readonly failure: Failure;
  readonly output: string;
}

export type RunState = 'running' | 'complete' | 'cancelled' | 'interrupted';

/** One execution of some benchmarks at a revision in an environment. */
export interface Run {
  /** UUID, version 7: sorts by time. Of another tool's results version 8, made from their content. */
  readonly id: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** `cancelled` and `interrupted` (its process died) runs keep the measurements that were finished. */
  readonly state: RunState;
  /** `range`: of a commit of a range, for the history; what is on disk was another thing. */
  readonly source: 'editor' | 'cli' | 'range' | 'import';
  readonly laptimeVersion: string;
  readonly preset: Preset;
  readonly revision: Revision;
  readonly environment: Environment;
  readonly machine: MachineDuringRun;
  /** By bench file. */
  readonly loaders: Readonly<Record<string, LoaderChoice>>;
  readonly measurements: readonly Measurement[];
  /** Bench files that could not be loaded at all. */
  readonly fileFailures: readonly FileFailure[];
}

/** Progress of a run. Events come in order; all of them are plain data. */
export type RunEvent =
  | { readonly kind: 'loading'; readonly file: string }
  | { readonly kind: 'collected'; readonly file: string; readonly benchmarks: readonly CollectedBenchmark[]; readonly loader: LoaderChoice }
  | { readonly kind: 'file-failed'; readonly failure: FileFailure }
  | { readonly kind: 'started'; readonly benchmark: CollectedBenchmark }
  | {
      readonly kind: 'progress';
      readonly benchmark: CollectedBenchmark;
      /** Blocks finished so far, and the most there can be. */
      readonly blocks: number;
      readonly maxBlocks: number;
      /** Median over the blocks so far; null before the first. */
      readonly medianNs: number | null;
      readonly relativeError: number | null;
      /** Benchmarks done and in all, over the whole run. */
      readonly done: number;
      readonly total: number;
      /** Estimate for the whole run, ms. */
      readonly remainingMs: number;
    }
  | { readonly kind: 'output'; readonly file: string; readonly benchmarkId: string | null; readonly text: string }
  | { readonly kind: 'finished'; readonly measurement: Measurement; readonly done: number; readonly total: number };

/** What is known when a run begins. */
export type RunHeader = Pick<Run, 'id' | 'startedAtMs' | 'source' | 'laptimeVersion' | 'preset' | 'revision' | 'environment'>;

/** What to measure: whole files, or parts of them. */
export interface Selection {
  /** Relative to the workspace folder, with `/`. */
  readonly file: string;
  /** Only benchmarks whose path begins so; a full path is one benchmark. Undefined means all of the file. */
  readonly path?: readonly string[];
  /** Only benchmarks registered inside these lines: for nodes whose names are known only after a run. */
  readonly range?: SourceRange;
}

/** A benchmark's median in an earlier run, for "change against the last run". */
export interface EarlierResult {
  readonly runId: string;
  readonly startedAtMs: number;
  readonly revision: Revision;
  readonly environmentId: string;
  readonly presetName: PresetName;
  readonly loader: LoaderChoice['loader'];
  readonly medianNs: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}
