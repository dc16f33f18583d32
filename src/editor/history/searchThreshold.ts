import type { BenchmarkHistory, HistorySeries } from '../../model/history.ts';

/** Less than this would take hours. */
const LEAST = 0.01;
/** So many commits before and after a change tell how large it is. */
const MOST_POINTS = 5;

/**
 * From which share on a slowdown between two commits is looked for: half of what the history shows there, so that it is found, and
 * never more than the usual, which it also is where the history does not have both, or shows no slowdown.
 */
export function searchThreshold(
  { commits }: Pick<BenchmarkHistory, 'commits'>,
  { places, values }: Pick<HistorySeries, 'places' | 'values'>,
  good: string,
  bad: string,
  usual: number,
): number {
  const pointAt = (hash: string) => places.findIndex((place) => commits[place]!.hash === hash);
  const [first, last] = [pointAt(good), pointAt(bad)];
  if (first === -1 || last === -1) return usual;
  const before = values.slice(Math.max(first + 1 - MOST_POINTS, 0), first + 1);
  const after = values.slice(last, last + MOST_POINTS);
  const share = middleOf(after) / middleOf(before) - 1;
  return share > 0 ? Math.min(Math.max(share / 2, LEAST), usual) : usual;
}

const middleOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
