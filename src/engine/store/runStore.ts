import type { UserError } from '../../base/errors.ts';
import type { Disposable } from '../../base/lifecycle.ts';
import type { ComparisonRun, EarlierComparison } from '../../model/comparison.ts';
import type { Config } from '../../model/config.ts';
import type { Gain } from '../../model/gain.ts';
import type { HistoryMetric } from '../../model/history.ts';
import type { Measurement } from '../../model/measurement.ts';
import type { MinuteOfMetric, PointsChoice, SeriesMark, ThinnedPoint } from '../../model/metric.ts';
import type { EarlierResult, Environment, FileFailure, LoaderChoice, Run, RunHeader } from '../../model/run.ts';
import type { AlertRecord } from '../alerts/index.ts';
import type { ComparisonOverview } from './readComparison.ts';
import type { RunOverview } from './readRun.ts';
import type { MeasuredCommit, StoredSeries } from './readSeries.ts';

/**
 * The runs and comparisons of a repository, shared by all its worktrees, windows and terminals. No call fails because of the disk or the
 * file: reads then find nothing, writes store nothing, and `problem` says why. A measurement never changes once it is stored.
 */
export interface RunStore extends Disposable {
  /** Absolute path of the database. */
  readonly file: string;
  /**
   * Why something was not stored, or could not be read, in words for the user; null when all is well. Stays until the next
   * run begins, so that a result that was lost is not forgotten because the one after it was not.
   */
  problem(): UserError | null;
  /** What happened to the store that the user should know, oldest first: that a damaged file was set aside, and where it is. */
  notices(): readonly string[];

  /** The run reads as `running` until `finish`, and as `interrupted` once this process has died before it. */
  begin(header: RunHeader): void;
  /** Whole and on disk when it returns: a crash of this process does not lose it. At most once for a benchmark in a run. */
  addMeasurement(runId: string, measurement: Measurement, loader: LoaderChoice): void;
  addFileFailure(runId: string, failure: FileFailure): void;
  finish(runId: string, end: Pick<Run, 'durationMs' | 'machine'> & { readonly state: 'complete' | 'cancelled' }): void;

  /** Newest first, with all samples: some milliseconds for each. */
  recentRuns(limit: number): readonly Run[];
  /** Newest first, without measurements. `without: 'range'` leaves out the runs of commits of a range. */
  runOverviews(limit: number, without?: 'range'): readonly RunOverview[];
  run(id: string): Run | null;
  /** Newest first, of any environment, the unfinished run included. Reads narrow tables only. `without` as for `runOverviews`. */
  history(benchmarkId: string, limit: number, without?: 'range'): readonly EarlierResult[];
  /**
   * Results at commits without uncommitted changes, of one benchmark or of all, in the order in which benchmarks were first measured.
   * They are there also when their runs were removed because these were too many. Reads narrow tables only.
   */
  series(metric: HistoryMetric, benchmarkId?: string): readonly StoredSeries[];
  /** By id: all in which anything of `series` was measured. */
  environments(): ReadonlyMap<string, Environment>;
  /** By commit: what need not be measured there in this environment. */
  measuredCommits(environmentId: string): ReadonlyMap<string, MeasuredCommit>;
  /** Oldest first, one in memory at a time; those that are still running too. */
  allRuns(): Iterable<Run>;

  /** Stores a finished run of somebody else; false when it is there already, or could not be stored (see `problem`). */
  importRun(run: Run): boolean;
  /**
   * Stores a comparison that is finished or was cancelled, whole or not at all; one that is there already is left as it is.
   * When it could not be stored, `problem` says why.
   */
  addComparison(run: ComparisonRun): void;
  /** With all samples: some milliseconds for each benchmark. */
  comparison(id: string): ComparisonRun | null;
  /** Newest first, without what was compared. */
  comparisonOverviews(limit: number): readonly ComparisonOverview[];
  /** Newest first, of any revisions, environment and design. Reads one index only. */
  comparisonHistory(benchmarkId: string, limit: number): readonly EarlierComparison[];
  /** Oldest first, one in memory at a time. */
  allComparisons(): Iterable<ComparisonRun>;
  /** Stores a comparison of somebody else; false when it is there already, or could not be stored (see `problem`). */
  importComparison(run: ComparisonRun): boolean;

  /** Oldest first. */
  gains(): readonly Gain[];
  /** Stores a fix that was measured; false when it is there already, or could not be stored (see `problem`). */
  addGain(gain: Gain): boolean;

  /**
   * Adds to what is stored of minutes and their hours. False where that cannot be done now, because another process writes, the disk is
   * full, or there is no store: that is no `problem`, and is to be tried again. Never waits for others. `creating`: where there is no store yet,
   * whether one is begun in git's folder; none is in the workspace.
   */
  addMinutes(minutes: readonly MinuteOfMetric[], creating: boolean): boolean;
  metricPoints(metric: string, choice: PointsChoice): readonly ThinnedPoint[];
  /** Stores what happened, or how it is now, under the same conditions as minutes. */
  saveMarks(marks: readonly SeriesMark[], creating: boolean): boolean;
  /** The newest that did not end before `fromMs`, in order of time: so many saves, and so many of all others. */
  marks(fromMs: number, limit: number): readonly SeriesMark[];
  /** Removes minutes and hours of metrics, and marks, that are too old. */
  pruneMetrics(retention: Pick<Config['monitoring'], 'minutesMaxAgeDays' | 'hoursMaxAgeDays'>): Promise<void>;

  /** What is kept of alerts, for one that watches or looks at them. */
  openAlertRecord(): AlertRecord;

  /**
   * Removes runs and comparisons that are too old or too many, oldest first, and never one that is running. Runs and comparisons
   * are counted each by themselves. Resolves to how many were removed.
   */
  prune(retention: Config['retention']): Promise<number>;
}
