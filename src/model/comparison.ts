import type { CollectedBenchmark } from './benchmark.ts';
import type { Block, Failure, Interval, MeasurementWarning } from './measurement.ts';
import type { Environment, LoaderChoice, MachineDuringRun, Revision, Run } from './run.ts';

/**
 * `faster`, `slower`: the interval of the ratio excludes 1, and the ratio lies beyond the margin. `same`: the interval lies
 * within the margin. `inconclusive`: neither is shown.
 */
export type Verdict = 'faster' | 'slower' | 'same' | 'inconclusive';

/** The two sides of a comparison: what was, and what is judged. */
export type Side = 'baseline' | 'candidate';

/** `ComparedRevision.name` of what is on disk. No branch or tag can have it: git allows no space there. */
export const WORK_TREE = 'work tree';

/** The same, where the files that a run measured are gone and only its results are compared. */
export const LAST_RUN = 'last run';

/** What `ComparedRevision.name` of a saved baseline begins with. To git this is a path in a revision, never a commit. */
export const BASELINE_PREFIX = 'baseline:';

export interface ComparedRevision extends Revision {
  /** As the user named it: `HEAD~1`, `origin/main`, `baseline:before`; `WORK_TREE` for what is on disk. */
  readonly name: string;
  /** First line of the commit's message; null for the work tree, and for a baseline with changes of its own. */
  readonly subject: string | null;
  readonly authoredAtMs: number | null;
}

/**
 * `one-process`: every block loads both revisions and times them in turns. `two-processes`: a block is a pair of processes in
 * lock step, for benchmarks that cannot live in one. `separate-runs`: stored runs that were not made together.
 */
export type ComparisonDesign = 'one-process' | 'two-processes' | 'separate-runs';

/**
 * One block of a comparison. The samples of both sides with the same index were timed one right after the other; not where runs
 * were compared that were not made together: there the blocks only stand side by side.
 */
export interface PairedBlock {
  readonly index: number;
  readonly baseline: Block;
  readonly candidate: Block;
}

/** Tests and effect sizes over block medians, for those who look for them: the verdict does not follow from them. */
export interface ComparisonTests {
  readonly welch: { readonly t: number; readonly degreesOfFreedom: number; readonly p: number };
  readonly mannWhitney: { readonly u: number; readonly p: number };
  /** Of the log ratios of the blocks; null where blocks are not paired. */
  readonly wilcoxon: { readonly w: number; readonly p: number } | null;
  /** Of the logarithms of block medians, candidate minus baseline, in standard deviations. */
  readonly cohenD: number;
  /** -1 to 1: above 0 where the candidate takes longer. */
  readonly cliffsDelta: number;
  /** Bootstrap interval (BCa) of the ratio. */
  readonly bootstrap: Interval;
}

/** What the blocks say about one benchmark. All ratios are candidate over baseline: 1.03 took 3 % longer. */
export interface ComparisonEstimate {
  readonly verdict: Verdict;
  /** From the 20 % trimmed mean of the blocks' log ratios. */
  readonly ratio: number;
  /** Of the ratio, 99 %; holds although measuring stopped when there was a verdict. Null with fewer than 3 blocks. */
  readonly interval: Interval | null;
  /** Two-sided, that the ratio is 1; corrected for the looks. Null with fewer than 3 blocks. */
  readonly p: number | null;
  /** `p` after Benjamini and Hochberg over the benchmarks that were compared together. */
  readonly adjustedP: number | null;
  /** Changes up to this share do not matter: 0.02 for 2 %. */
  readonly margin: number;
  /** Standard deviation of a block's log ratio, robust, as a share: 0.004 for 0.4 %. Null with fewer than 3 blocks. */
  readonly noise: number | null;
  /** The smallest change, as a share, that would have been told from none with 90 % chance. Null with fewer than 3 blocks. */
  readonly smallestDetectable: number | null;
  /** What it would probably take to settle an inconclusive one; null when settled, or when nothing would. */
  readonly toSettle: { readonly blocks: number; readonly seconds: number } | null;
  /** Block medians in two groups: on which side, or in the ratios. Null when there is one group. */
  readonly twoModes: Side | 'ratio' | null;
  /** Null with fewer than 3 blocks. */
  readonly tests: ComparisonTests | null;
  /** Median of the block medians. */
  readonly baselineNs: number;
  readonly candidateNs: number;
}

interface ComparisonBase {
  /** As the candidate's bench file declares it; as the baseline's where only that does. */
  readonly benchmark: CollectedBenchmark;
  readonly warnings: readonly MeasurementWarning[];
}

/** Baseline against candidate for one benchmark. */
export type Comparison =
  | (ComparisonBase & {
      readonly state: 'compared';
      readonly design: ComparisonDesign;
      readonly blocks: readonly PairedBlock[];
      readonly estimate: ComparisonEstimate;
    })
  /** One side could not be measured: it fails there, or is not declared (`vanished`). */
  | (ComparisonBase & { readonly state: 'failed'; readonly side: Side; readonly failure: Failure })
  | (ComparisonBase & { readonly state: 'skipped'; readonly reason: 'skip' | 'todo' | 'only-elsewhere' });

/** Some benchmarks compared between two revisions, together. */
export interface ComparisonRun {
  /** UUID, version 7: sorts by time. */
  readonly id: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly state: Run['state'];
  readonly source: Run['source'];
  readonly laptimeVersion: string;
  readonly baseline: ComparedRevision;
  readonly candidate: ComparedRevision;
  /** Whose bench files ran: the candidate's on both, or each its own. */
  readonly benches: 'candidate' | 'own';
  /** The most time for one benchmark, ms. */
  readonly budgetMs: number;
  readonly environment: Environment;
  /** Where stored runs of another environment were compared by force; null when it is the same. */
  readonly baselineEnvironment: Environment | null;
  readonly machine: MachineDuringRun;
  /** By bench file, of the candidate. */
  readonly loaders: Readonly<Record<string, LoaderChoice>>;
  readonly comparisons: readonly Comparison[];
  /** Bench files that could not be loaded at all. */
  readonly fileFailures: readonly { readonly file: string; readonly side: Side; readonly failure: Failure; readonly output: string }[];
  /** What the user should know of the revisions: where dependencies came from, what was taken from the candidate. */
  readonly notes: readonly string[];
}

type NamedRevision = Revision & Pick<ComparedRevision, 'name'>;

/** What an earlier comparison said about a benchmark. */
export interface EarlierComparison extends Pick<ComparisonEstimate, 'verdict' | 'ratio' | 'interval' | 'margin' | 'noise'> {
  readonly runId: string;
  readonly startedAtMs: number;
  readonly baseline: NamedRevision;
  readonly candidate: NamedRevision;
  readonly environmentId: string;
  readonly design: ComparisonDesign;
}

/** Progress of a comparison. Events come in order; all of them are plain data. */
export type CompareEvent =
  /** What is done before anything can be measured, in words: a checkout, an install, a build. */
  | { readonly kind: 'preparing'; readonly message: string }
  | { readonly kind: 'loading'; readonly file: string }
  | { readonly kind: 'planned'; readonly benchmarks: readonly CollectedBenchmark[] }
  | { readonly kind: 'started'; readonly benchmark: CollectedBenchmark }
  | {
      readonly kind: 'progress';
      readonly benchmark: CollectedBenchmark;
      readonly blocks: number;
      /** Candidate over baseline so far; null before the first block. */
      readonly ratio: number | null;
      /** Benchmarks done and in all. */
      readonly done: number;
      readonly total: number;
      /** Estimate for the whole comparison, ms. */
      readonly remainingMs: number;
    };
