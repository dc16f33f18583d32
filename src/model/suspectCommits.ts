import type { BenchmarkHistory, HistoryCommit, HistorySeries } from './history.ts';

/**
 * What to measure again where the newest values look off: the last commit before them, and the newest one. Null where none does.
 */
export function suspectCommits(
  { commits }: Pick<BenchmarkHistory, 'commits'>,
  { places, changes }: Pick<HistorySeries, 'places' | 'changes'>,
): { readonly baseline: HistoryCommit; readonly candidate: HistoryCommit } | null {
  const first = changes?.suspects[0];
  // There are always some values before suspects, to tell the level from.
  const [before, newest] = first === undefined ? [] : [places[first.index - 1], places.at(-1)];
  return before === undefined || newest === undefined ? null : { baseline: commits[before]!, candidate: commits[newest]! };
}
