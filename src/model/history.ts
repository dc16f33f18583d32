import type { Comparison } from './comparison.ts';
import type { Environment, LoaderChoice, RunEvent } from './run.ts';
import type { SeriesChanges } from './series.ts';

/** What is stored of each result: time per iteration (ns), bytes allocated per iteration, share of time in garbage collection (0 to 1). */
export type HistoryMetric = 'median' | 'p99' | 'heap' | 'gc';

/** A commit of the line of first parents that ends in HEAD. */
export interface HistoryCommit {
  readonly hash: string;
  readonly authorName: string;
  readonly authoredAtMs: number;
  /** First line of the message; may be empty. */
  readonly subject: string;
  /** Commits after it on the line: 0 for HEAD. */
  readonly behind: number;
}

/** Results of one benchmark that are never mixed with those of another series. */
export interface SeriesKey {
  readonly environmentId: string;
  readonly loader: LoaderChoice['loader'];
}

/** One benchmark over the commits, in one environment and loaded in one way. */
export interface HistorySeries extends SeriesKey {
  readonly benchmark: { readonly id: string; readonly file: string; readonly path: readonly string[] };
  /** Indices in `BenchmarkHistory.commits` of those that were measured, ascending. Not empty. */
  readonly places: readonly number[];
  /** The median over the runs of each of these commits, in the unit of the metric. */
  readonly values: readonly number[];
  /** How many runs each has. */
  readonly runs: readonly number[];
  /** Of `values`; null where nobody asked. */
  readonly changes: SeriesChanges | null;
  /** The other series of this benchmark on the same commits. */
  readonly others: readonly (SeriesKey & { readonly commits: number })[];
}

/** Benchmarks over the commits of HEAD's line. Plain data, for reports and charts. */
export interface BenchmarkHistory {
  readonly metric: HistoryMetric;
  /** Oldest first: the newest ones that were measured. */
  readonly commits: readonly HistoryCommit[];
  /** Of all series, also the others. */
  readonly environments: readonly Environment[];
  /** In the order in which benchmarks were first measured. */
  readonly series: readonly HistorySeries[];
  /** Commits with results that are not on the line: of branches, or not in this clone. */
  readonly elsewhere: number;
}

/** What measuring the newest values of a benchmark again said: the first suspect's forerunner against the newest commit. */
export interface SuspectCheck {
  readonly benchmarkId: string;
  readonly baseline: HistoryCommit;
  readonly candidate: HistoryCommit;
  readonly comparison: Comparison;
}

export type RangeCommit = Omit<HistoryCommit, 'behind'>;

/** A commit of a range that nothing could be measured at; the message is for the user. */
export interface SkippedCommit {
  readonly commit: RangeCommit;
  readonly message: string;
}

/** A commit of a range with its results. */
export interface MeasuredRangeCommit {
  readonly commit: RangeCommit;
  readonly runId: string;
  /** Benchmarks with a time, and benchmarks and bench files that failed. */
  readonly benchmarks: number;
  readonly failures: number;
}

export interface RangeOutcome {
  readonly state: 'complete' | 'cancelled';
  /** Commits of the range that were chosen. */
  readonly commits: number;
  /** Of those, how many had their results before. */
  readonly known: number;
  readonly measured: readonly MeasuredRangeCommit[];
  readonly skipped: readonly SkippedCommit[];
  readonly durationMs: number;
  /** What the user should know of the checkouts, each thing once: as the first commit has it, and how many have it. */
  readonly notes: readonly { readonly message: string; readonly commits: number }[];
}

/** Progress of measuring a range. Events come in order; all of them are plain data. */
export type RangeEvent =
  /** What is being made ready, in words for the user. */
  | { readonly kind: 'preparing'; readonly message: string }
  | { readonly kind: 'planned'; readonly commits: number; readonly known: number }
  | { readonly kind: 'started'; readonly commit: RangeCommit; readonly done: number; readonly total: number }
  | {
      readonly kind: 'measuring';
      readonly commit: RangeCommit;
      readonly event: RunEvent;
      /** Estimate for the whole range, ms; null before there is any. */
      readonly remainingMs: number | null;
    }
  | ({ readonly kind: 'measured' } & MeasuredRangeCommit)
  | ({ readonly kind: 'skipped' } & SkippedCommit);
