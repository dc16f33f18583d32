import type { BenchmarkHistory, HistoryCommit, HistorySeries } from './history.ts';
import type { ChangePoint } from './series.ts';

/** Where a change of a series may have come from. */
export interface ChangedCommits {
  /** The newest one that was measured and is certainly from before; null where there is none. */
  readonly before: HistoryCommit | null;
  /** The first one that was measured after it: the most likely. */
  readonly commit: HistoryCommit;
  /** The newest one that may have brought it. */
  readonly last: HistoryCommit;
  /** Commits after `before`, up to `last`, also those that were not measured. */
  readonly candidates: number;
}

/** The commits that a change of the series may have, on HEAD's line. */
export function changedCommits(
  { commits }: Pick<BenchmarkHistory, 'commits'>,
  { places }: Pick<HistorySeries, 'places'>,
  { index, range: [first, latest] }: Pick<ChangePoint, 'index' | 'range'>,
): ChangedCommits {
  const at = (point: number): HistoryCommit => commits[places[point]!]!;
  const before = first > 0 ? at(first - 1) : null;
  const last = at(latest);
  return { before, commit: at(index), last, candidates: (before?.behind ?? at(first).behind + 1) - last.behind };
}
