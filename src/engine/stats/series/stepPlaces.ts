import { prefixDeviations } from './leastDeviation.ts';
import type { IndexRange } from './seededIntervals.ts';

export interface StepPlaces {
  /** Where a step in the range leaves the least absolute deviations: the first index of the new level. */
  readonly placeIn: (range: IndexRange) => number;
  /**
   * Where the step at `index` may be with 95 %: first and last index. The share of a place is exp(-cost / scale), the posterior for
   * errors with a Laplace distribution and a flat prior; the scale is the mean deviation of the best split, and larger where errors
   * have the autocorrelation `rho`, which makes them say less.
   */
  readonly rangeAround: (index: number, range: IndexRange, rho: number) => [first: number, last: number];
}

const COVERAGE = 0.95;

/** Places of steps with at least `leastSide` values on both sides. */
export function stepPlaces(values: readonly number[], leastSide: number): StepPlaces {
  const costsIn = costsOfSplits(values);
  return {
    placeIn(range) {
      const costs = costsIn(range);
      let best = leastSide;
      for (let left = leastSide; left < costs.length - leastSide; left += 1) if (costs[left]! < costs[best]!) best = left;
      return range.start + best;
    },
    rangeAround(index, range, rho) {
      const costs = costsIn(range);
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
    },
  };
}

/**
 * Gives the sum of absolute deviations of a range from the medians of its two parts, for each length of the left one. Those of the left
 * parts hold for all ranges with the same start, and those of the right ones for all with the same end.
 */
function costsOfSplits(values: readonly number[]): (range: IndexRange) => Float64Array {
  const ahead = new Map<number, Float64Array>();
  const back = new Map<number, Float64Array>();
  const known = (costs: Map<number, Float64Array>, edge: number, count: number, part: () => readonly number[]) => {
    let longest = costs.get(edge);
    if (!longest || longest.length <= count) costs.set(edge, (longest = prefixDeviations(part())));
    return longest;
  };
  return ({ start, end }) => {
    const count = end - start;
    const fromLeft = known(ahead, start, count, () => values.slice(start, end));
    const fromRight = known(back, end, count, () => values.slice(start, end).toReversed());
    const costs = new Float64Array(count + 1);
    for (let left = 0; left <= count; left += 1) costs[left] = fromLeft[left]! + fromRight[count - left]!;
    return costs;
  };
}
