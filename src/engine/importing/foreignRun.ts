import type { CollectedBenchmark } from '../../model/benchmark.ts';

/** One run as another tool's file tells it. */
export interface ForeignRun {
  readonly commit: string | null;
  readonly branch: string | null;
  /** Null where the file does not say when it was measured. */
  readonly measuredAtMs: number | null;
  readonly machine: ForeignMachine;
  readonly results: readonly ForeignResult[];
}

/** What the file tells of where it was measured; runs with the same are taken to be of one machine. */
export interface ForeignMachine {
  /** What tells machines and settings apart that the other fields do not: the name of a suite, of a machine. */
  readonly label: string;
  readonly cpuModel?: string;
  readonly cores?: number;
  readonly memoryBytes?: number;
  readonly os?: string;
  readonly arch?: string;
  readonly runtime?: string;
}

/** Times are nanoseconds per iteration; what is left out is not in the file. */
export interface ForeignResult {
  /** The bench file, relative to the workspace folder, where the file names one. */
  readonly file?: string;
  readonly path: readonly string[];
  readonly api: CollectedBenchmark['api'];
  readonly valueNs: number;
  /** What `valueNs` is where it is no median, in words: `the mean`. */
  readonly statistic: string | null;
  readonly meanNs?: number;
  readonly minNs?: number;
  readonly maxNs?: number;
  readonly p75Ns?: number;
  readonly p99Ns?: number;
  /** How many samples the tool took. */
  readonly samples?: number;
  readonly samplesNs?: readonly number[];
}

/** What a reader may know besides the file's content. */
export interface ReadContext {
  /** As the user named it: only for names that the content lacks. */
  readonly fileName: string;
  /** A path from the file relative to the workspace folder, with `/`; null where it lies outside. */
  readonly insideRoot: (file: string) => string | null;
  /** Takes what was left out, in words for the user; the same words count together. */
  readonly note: (problem: string) => void;
}

export interface ForeignFormat {
  readonly name: string;
  /** How the file of this tool is called in messages: `an asv result`. */
  readonly noun: string;
  /** What the content must have, in words: `an object with "files"`. */
  readonly shape: string;
  readonly detect: (value: unknown) => boolean;
  /** Never throws, whatever the value; what cannot be read is noted. */
  readonly read: (value: unknown, context: ReadContext) => readonly ForeignRun[];
}
