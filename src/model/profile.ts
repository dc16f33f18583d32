/** What the values of a profile count: time on the processor in microseconds, bytes that were allocated, or samples. */
export type ProfileUnit = 'microseconds' | 'bytes' | 'samples';

/**
 * Whose code a function is: of the workspace, of a package in `node_modules`, of Node itself, of the engine below it, or of Laptime's
 * harness around a benchmark. `idle`, `gc` and `program` are what V8 writes where no function runs.
 */
export type CodeOwner = 'workspace' | 'package' | 'node' | 'native' | 'harness' | 'idle' | 'gc' | 'program';

/** A function, as its source was written where a source map says so. */
export interface ProfiledFunction {
  /** Empty for an anonymous one. */
  readonly name: string;
  /** Path from the workspace folder with `/`, an absolute path, or as the profile has it; empty without one. */
  readonly file: string;
  /** Of its beginning, from 1; 0 where it is not known. */
  readonly line: number;
  readonly column: number;
  readonly owner: CodeOwner;
  /** Of what has the owner `package`; else empty. */
  readonly packageName: string;
}

/** What a function cost. Totals have all that it called, and count it once however often it is on the stack. */
export interface FunctionCost extends ProfiledFunction {
  readonly self: number;
  readonly total: number;
}

/** What fell on a line itself. */
export interface LineCost {
  readonly file: string;
  readonly line: number;
  readonly self: number;
}

/** A line with what fell on it. */
export interface LineHeat extends LineCost {
  /** Of those that were taken while it ran; 0 where the profile has sums only. */
  readonly samples: number;
}

/** A function with who called it. */
export interface FunctionHeat extends FunctionCost {
  readonly functionId: number;
  readonly samples: number;
  /** Those that most came from, heaviest first: a few. */
  readonly callers: readonly (ProfiledFunction & { readonly total: number })[];
}

/** What of a profile fell on a file. */
export interface FileHeat {
  readonly unit: ProfileUnit;
  /** Of the whole profile, but for what was idle. */
  readonly whole: number;
  /** Heaviest first. */
  readonly lines: readonly LineHeat[];
  readonly functions: readonly FunctionHeat[];
}

export type ProfileKind = 'cpu' | 'heap';

export type RecordedSource =
  | { readonly kind: 'benchmark'; readonly benchmarkId: string }
  | { readonly kind: 'program'; readonly command: readonly string[] }
  | { readonly kind: 'process'; readonly pid: number | null; readonly inspector: string | null }
  | { readonly kind: 'debugSession'; readonly name: string };

/** What Laptime knows of a profile that it recorded. */
export interface Recording {
  readonly laptimeVersion: string;
  readonly kind: ProfileKind;
  readonly source: RecordedSource;
  /** What was recorded, for people: the name of a benchmark, a command line. */
  readonly title: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly nodeVersion: string;
  /** Absolute path of the folder that was recorded: the workspace folder, or a checkout of another revision. */
  readonly root: string;
  /** Hash of the commit, where it is known. */
  readonly commit: string | null;
  /** Microseconds from one sample to the next, or bytes that are allocated. */
  readonly interval: number;
  /** Of a benchmark, while it was recorded; null for all else. */
  readonly iterations: number | null;
  /** Of a benchmark: its time an iteration with the profiler, by that without it, measured in turns in the same process; else null. */
  readonly slowdown: number | null;
}

/** A profile in few words. */
export interface ProfileSummary {
  /** `V8 CPU profile` and so on. */
  readonly format: string;
  readonly unit: ProfileUnit;
  /** The sum of all self values: of a CPU profile its duration. */
  readonly total: number;
  /** Of it, what no function of anybody ran in. */
  readonly idle: number;
  /** 0 where it has sums only. */
  readonly samples: number;
  /** What was odd in the file, in words for the user. */
  readonly problems: readonly string[];
  /** Null for what others recorded. */
  readonly recording: Recording | null;
  /** Of a difference; else null. */
  readonly difference: DifferenceSummary | null;
}

/** Two profiles that are looked at as one: values are those of the candidate, beside those of the baseline on the same scale. */
export interface DifferenceSummary {
  readonly scale: DifferenceScale;
  /** All of the baseline, after scaling. */
  readonly baselineTotal: number;
  /** What baseline values were multiplied with. */
  readonly factor: number;
  readonly baselineSamples: number;
  readonly baselineRecording: Recording | null;
}

/** `share`: as shares of all of each but what was idle; `iterations`: by iteration of the benchmark; `none`: as they were recorded. */
export type DifferenceScale = 'share' | 'iterations' | 'none';

/** What the baseline of a difference has for the same thing. */
export interface BaselineCost {
  readonly self: number;
  readonly total: number;
  /** Half of the 99 % interval that chance alone gives the difference of each, from the numbers of samples. */
  readonly selfNoise: number;
  readonly totalNoise: number;
}
