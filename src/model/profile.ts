/** What the values of a profile count: time on the processor in microseconds, bytes that were allocated and live on, or samples. */
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
}
