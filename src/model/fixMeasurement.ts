import type { CollectedBenchmark } from './benchmark.ts';
import type { ComparisonEstimate } from './comparison.ts';
import type { HintFix } from './hint.ts';
import type { Failure } from './measurement.ts';
import type { Environment, Revision } from './run.ts';

/** One fix of a hint, to be measured before anybody takes it over. */
export interface FixRequest {
  /** Of the hint. */
  readonly rule: string;
  /** From the workspace folder, with `/`. */
  readonly file: string;
  /** What the file is now, which the fix was made for: the text of an unsaved editor, or what is on disk. */
  readonly text: string;
  /** Where the hint begins, from 1. */
  readonly line: number;
  readonly fix: HintFix;
  /** Texts of other unsaved editors, by file. */
  readonly unsaved?: Readonly<Record<string, string>>;
  /** The most time for one benchmark; as the config says for comparisons unless given. */
  readonly timeSeconds?: number;
  readonly nodeExecutable?: string;
}

/**
 * What measuring a fix came to. `mixed`: it makes some benchmarks faster and others slower. `no-difference`: all that reach the code take
 * the same time. `refused`: it breaks a test, or changes what the code returns. `unreached`: no benchmark executes the code.
 */
export type FixOutcome = 'faster' | 'slower' | 'mixed' | 'no-difference' | 'inconclusive' | 'refused' | 'unreached';

/** A benchmark that executes the code of the fix: with it against without it. All ratios are with over without: 0.5 takes half the time. */
export interface FixedBenchmark extends Pick<
  ComparisonEstimate,
  'verdict' | 'ratio' | 'interval' | 'margin' | 'noise' | 'baselineNs' | 'candidateNs'
> {
  readonly benchmark: CollectedBenchmark;
}

export type TestRunner = 'vitest' | 'jest' | 'mocha' | 'node';

/** A test by its file, from the workspace folder, and its full name. */
export interface FixedTest {
  readonly file: string;
  readonly name: string;
}

/** Tests that reach the code, without the fix and with it. */
export type FixTests =
  | {
      readonly state: 'run';
      readonly runner: TestRunner;
      /** With the fix. */
      readonly passed: number;
      /** They pass without the fix, and fail or are gone with it. */
      readonly broken: readonly FixedTest[];
      /** They fail without it, too. */
      readonly failedBefore: readonly FixedTest[];
    }
  /** There are none, or they could not be run; `reason`: in words for the user. */
  | { readonly state: 'none' | 'failed'; readonly reason: string };

/** Whether the code returns, throws and changes the same with the fix as without it, in one call of each benchmark. */
export type FixOutputs =
  /** `calls`: of the changed functions, that were compared besides what the benchmarks return; `allCalls`: that there were. */
  | {
      readonly state: 'equal';
      readonly calls: number;
      readonly allCalls: number;
      /** Whether the benchmarks execute all places that the fix changes, but for those that run when the file is loaded. */
      readonly everywhere: boolean;
    }
  | {
      readonly state: 'differ';
      /** Whose call it was. */
      readonly benchmark: string;
      /** Where in what is returned the first difference is: `parse() → [3].name`. */
      readonly place: string;
      readonly before: string;
      readonly after: string;
    }
  /** `reason`: in words for the user. */
  | { readonly state: 'not-compared'; readonly reason: string };

/** A fix, measured in a copy of the work tree. Plain data. */
export interface FixMeasurement {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  /** Of the fix. */
  readonly title: string;
  readonly kind: HintFix['kind'];
  readonly outcome: FixOutcome;
  /** Why it is refused or nothing was measured, in whole sentences; null where it was measured. */
  readonly reason: string | null;
  /** Those that were measured. */
  readonly benchmarks: readonly FixedBenchmark[];
  /** Those that reach the code and could not be measured. */
  readonly failures: readonly { readonly benchmark: CollectedBenchmark; readonly failure: Failure }[];
  /** Null where it did not come to that. */
  readonly tests: FixTests | null;
  readonly outputs: FixOutputs | null;
  /** What the user should know besides. */
  readonly notes: readonly string[];
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly laptimeVersion: string;
  /** What the work tree was, without the fix. */
  readonly revision: Revision;
  readonly environment: Environment;
}

/** A fix that was measured, and what became of it. */
export interface MeasuredFix extends FixMeasurement {
  /** Whether it is in the file now. */
  readonly written: boolean;
}

/** Progress of measuring a fix, in words for the user. Events come in order. */
export interface FixEvent {
  readonly kind: 'preparing' | 'finding' | 'testing' | 'measuring';
  readonly message: string;
}
