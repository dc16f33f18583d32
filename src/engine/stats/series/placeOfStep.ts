import { prefixDeviations } from './leastDeviation.ts';
import type { IndexRange } from './seededIntervals.ts';

/** Sum of absolute deviations of the range from the medians of its two parts, for each length of the left one. */
function costsOfSplits(values: readonly number[], { start, end }: IndexRange): Float64Array {
  const part = values.slice(start, end);
  const fromLeft = prefixDeviations(part);
  const fromRight = prefixDeviations(part.toReversed());
  return fromLeft.map((cost, left) => cost + fromRight[part.length - left]!);
}

/** Where a step in the range leaves the least absolute deviations: the first index of the new level. */
export function placeOfStep(values: readonly number[], range: IndexRange, leastSide: number): number {
  const costs = costsOfSplits(values, range);
  let best = leastSide;
  for (let left = leastSide; left < costs.length - leastSide; left += 1) if (costs[left]! < costs[best]!) best = left;
  return range.start + best;
}

const COVERAGE = 0.95;

/**
 * Where the step at `index` may be with 95 %: first and last index. The share of a place is exp(-cost / scale), the posterior for
 * errors with a Laplace distribution and a flat prior; the scale is the mean deviation of the best split, and larger where errors
 * have the autocorrelation `rho`, which makes them say less.
 */
export function rangeOfStep(values: readonly number[], range: IndexRange, index: number, leastSide: number, rho: number): [number, number] {
  const costs = costsOfSplits(values, range);
  const best = costs[index - range.start]!;
  const scale = ((best / (range.end - range.start)) * (1 + rho)) / (1 - rho);
  const share = (left: number) => (scale > 0 ? Math.exp((best - costs[left]!) / scale) : costs[left] === best ? 1 : 0);
  const [lowest, highest] = [leastSide, costs.length - 1 - leastSide];
  let total = 0;
  for (let left = lowest; left <= highest; left += 1) total += share(left);

  let [first, last] = [index - range.start, index - range.start];
  let covered = share(first);
  while (covered < COVERAGE * total) {
    const before = first > lowest ? share(first - 1) : -1;
    const after = last < highest ? share(last + 1) : -1;
    if (before < 0 && after < 0) break;
    if (before >= after) covered += share((first -= 1));
    else covered += share((last += 1));
  }
  return [range.start + first, range.start + last];
}
