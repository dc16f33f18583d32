import type { Interval } from '../../../model/measurement.ts';
import { normalQuantile } from '../normal.ts';
import { sorted } from '../sorted.ts';
import type { Line } from './leastSquares.ts';
import { tieCounts } from './mannKendall.ts';
import { selectSlopes } from './selectSlopes.ts';
import { medianOf } from './spread.ts';
import type { Points } from './turnPoints.ts';

export interface TheilSen extends Line {
  /** Null where fewer pairs have a slope than the confidence needs. */
  readonly slopeInterval: Interval | null;
}

/** Up to this many pairs all slopes are computed; beyond, those that are wanted are searched for. */
const MOST_PAIRS = 50_000;

/**
 * The median of the slopes of all pairs of values, with the interval by Kendall's tau: Theil (1950); Sen (1968), "Estimates of the
 * regression coefficient based on Kendall's tau", JASA 63, section 6. Pairs at one place have no slope. The intercept is the
 * median of the values less the slope times the median of the places (Conover 1980, "Practical nonparametric statistics"). A quarter of the
 * values may be anything. In O(n log n) where they are many.
 * @param places in ascending order
 * @throws RangeError with fewer than two different places, or a value that is not finite
 */
export function theilSen(places: readonly number[], values: readonly number[], confidence: number): TheilSen {
  const ties = { places: tieCounts(places), values: tieCounts(values) };
  const n = values.length;
  const pairs = (n * (n - 1)) / 2 - ties.places.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0);
  if (pairs === 0) throw new RangeError('a slope needs values at two places');
  const centre = { place: medianOf(places), value: medianOf(values) };

  const tieTerm = (sizes: readonly number[]) => sizes.reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0);
  const variance = (n * (n - 1) * (2 * n + 5) - tieTerm(ties.places) - tieTerm(ties.values)) / 18;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  // Sen's M1-th smallest and (M2 + 1)-th, counted from 0, with the rounding outwards.
  const ends = [Math.round((pairs - reach) / 2) - 1, Math.round((pairs + reach) / 2)].filter((rank) => rank >= 0 && rank < pairs);
  const middle = [Math.floor((pairs - 1) / 2), Math.ceil((pairs - 1) / 2)];
  const ranks = [...new Set([...middle, ...ends])].toSorted((a, b) => a - b);
  const slopes = pairs <= MOST_PAIRS ? fromAll(places, values, ranks) : selectSlopes(pointsOf(places, values), pairs, ranks);
  const slopeAt = (rank: number) => slopes[ranks.indexOf(rank)]!;

  const slope = (slopeAt(middle[0]!) + slopeAt(middle[1]!)) / 2;
  const intercept = centre.value - slope * centre.place;
  const slopeInterval = ends.length === 2 ? { low: slopeAt(ends[0]!), high: slopeAt(ends[1]!), confidence } : null;
  return { slope, intercept, slopeInterval };
}

function fromAll(places: readonly number[], values: readonly number[], ranks: readonly number[]): number[] {
  const slopes: number[] = [];
  for (const [right, place] of places.entries()) {
    for (let left = 0; left < right && places[left]! < place; left += 1)
      slopes.push((values[right]! - values[left]!) / (place - places[left]!));
  }
  const ordered = sorted(slopes);
  return ranks.map((rank) => ordered[rank]!);
}

/** Places count from the first: times since 1970 would take the digits of the values. */
function pointsOf(places: readonly number[], values: readonly number[]): Points {
  const points = { places: Float64Array.from(places, (place) => place - places[0]!), values: Float64Array.from(values) };
  for (let start = 0; start < values.length;) {
    let end = start + 1;
    while (end < values.length && places[end] === places[start]) end += 1;
    points.values.subarray(start, end).sort();
    start = end;
  }
  return points;
}
