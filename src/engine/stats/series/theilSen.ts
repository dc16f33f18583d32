import type { Interval } from '../../../model/measurement.ts';
import { normalQuantile } from '../normal.ts';
import { quantile } from '../quantile.ts';
import { sorted } from '../sorted.ts';
import type { Line } from './leastSquares.ts';
import { countFalls, tieCounts } from './mannKendall.ts';
import { medianOf } from './spread.ts';

export interface TheilSen extends Line {
  /** Null where fewer pairs have a slope than the confidence needs. */
  readonly slopeInterval: Interval | null;
}

/** Up to this many pairs all slopes are computed; beyond, those that are wanted are searched for. */
const MOST_PAIRS = 500_000;

/**
 * The median of the slopes of all pairs of values, with the interval by Kendall's tau: Theil (1950); Sen (1968), "Estimates of the
 * regression coefficient based on Kendall's tau", JASA 63, section 6. Pairs at one place have no slope. The intercept is the
 * median of the values less the slope times the median of the places (Conover 1980, "Practical nonparametric statistics"). A quarter of the
 * values may be anything.
 * @param places in ascending order
 * @throws RangeError with fewer than two different places
 */
export function theilSen(places: readonly number[], values: readonly number[], confidence: number): TheilSen {
  const ties = { places: tieCounts(places), values: tieCounts(values) };
  const n = values.length;
  const pairs = (n * (n - 1)) / 2 - ties.places.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0);
  if (pairs === 0) throw new RangeError('a slope needs values at two places');
  const slopeAt = pairs <= MOST_PAIRS ? fromAll(places, values) : bySearch(places, values);
  // Of so many slopes the two in the middle are one.
  const middle = (pairs - 1) / 2;
  const slope = pairs <= MOST_PAIRS ? (slopeAt(Math.floor(middle)) + slopeAt(Math.ceil(middle))) / 2 : slopeAt(Math.floor(middle));
  const intercept = medianOf(values) - slope * medianOf(places);

  const tieTerm = (sizes: readonly number[]) => sizes.reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0);
  const variance = (n * (n - 1) * (2 * n + 5) - tieTerm(ties.places) - tieTerm(ties.values)) / 18;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  // Sen's M1-th smallest and (M2 + 1)-th, counted from 0, with the rounding outwards.
  const low = Math.round((pairs - reach) / 2) - 1;
  const high = Math.round((pairs + reach) / 2);
  const slopeInterval = low >= 0 && high < pairs ? { low: slopeAt(low), high: slopeAt(high), confidence } : null;
  return { slope, intercept, slopeInterval };
}

/** Gives the slope that `index` others are below. */
type SlopeAt = (index: number) => number;

function fromAll(places: readonly number[], values: readonly number[]): SlopeAt {
  const slopes: number[] = [];
  for (const [right, place] of places.entries()) {
    for (let left = 0; left < right && places[left]! < place; left += 1)
      slopes.push((values[right]! - values[left]!) / (place - places[left]!));
  }
  const ordered = sorted(slopes);
  return (index) => ordered[index]!;
}

/**
 * Bisection over slopes: a pair's slope is below s exactly where the pair falls once s times the place is taken off. Each step
 * counts falls in O(n log n); 60 halve the range beyond what a double can tell.
 */
function bySearch(places: readonly number[], values: readonly number[]): SlopeAt {
  const below = (slope: number) => {
    // Times count from the first: those since 1970 would take the digits of the values.
    const turned = values.map((value, index) => value - slope * (places[index]! - places[0]!));
    return countFalls(orderedWithinPlaces(places, turned));
  };
  const order = sorted(values);
  const gaps = places.slice(1).map((place, index) => place - places[index]!);
  const smallestGap = gaps.reduce((least, gap) => (gap > 0 && gap < least ? gap : least), Infinity);
  const steepest = (quantile(order, 1) - quantile(order, 0)) / smallestGap;
  return (index) => {
    let [low, high] = [-steepest, steepest];
    for (let step = 0; step < 60 && low < high; step += 1) {
      const middle = (low + high) / 2;
      if (below(middle) <= index) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
}

/** Values at one place in ascending order, so that their pairs never fall. */
function orderedWithinPlaces(places: readonly number[], values: number[]): number[] {
  for (let start = 0; start < values.length;) {
    let end = start + 1;
    while (end < values.length && places[end] === places[start]) end += 1;
    if (end - start > 1) for (const [step, value] of sorted(values.slice(start, end)).entries()) values[start + step] = value;
    start = end;
  }
  return values;
}
