import type { Interval } from '../../../model/measurement.ts';
import { studentTCdf, studentTQuantile } from '../studentT.ts';

export interface Line {
  /** Per unit of the places. */
  readonly slope: number;
  /** At place 0. */
  readonly intercept: number;
}

export interface LeastSquares extends Line {
  /** Share of the squared deviations that the line explains, 0 to 1; null where all values are equal. */
  readonly r2: number | null;
  /** Null with two values, through which each line goes. */
  readonly slopeInterval: Interval | null;
  readonly interceptInterval: Interval | null;
  /** Two-sided, that the slope is 0, for independent normal errors; null with two values. */
  readonly p: number | null;
}

/**
 * The line with the least squared deviations, and its intervals by Student's t for independent errors: Draper and Smith (1998), "Applied
 * regression analysis", chapter 1.
 * @throws RangeError with fewer than two different places
 */
export function leastSquares(places: readonly number[], values: readonly number[], confidence: number): LeastSquares {
  const n = values.length;
  const meanPlace = mean(places);
  const meanValue = mean(values);
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const [index, value] of values.entries()) {
    const x = places[index]! - meanPlace;
    xx += x ** 2;
    xy += x * (value - meanValue);
    yy += (value - meanValue) ** 2;
  }
  if (!(xx > 0)) throw new RangeError('a line needs values at two places');
  const slope = xy / xx;
  const intercept = meanValue - slope * meanPlace;
  const left = values.reduce((sum, value, index) => sum + (value - meanValue - slope * (places[index]! - meanPlace)) ** 2, 0);
  const r2 = yy > 0 ? Math.max(0, 1 - left / yy) : null;
  if (n < 3) return { slope, intercept, r2, slopeInterval: null, interceptInterval: null, p: null };

  const deviation = Math.sqrt(left / (n - 2));
  const slopeError = deviation / Math.sqrt(xx);
  const interceptError = deviation * Math.sqrt(1 / n + meanPlace ** 2 / xx);
  const t = studentTQuantile((1 + confidence) / 2, n - 2);
  const around = (centre: number, error: number): Interval => ({ low: centre - t * error, high: centre + t * error, confidence });
  const p = slopeError > 0 ? 2 * studentTCdf(-Math.abs(slope / slopeError), n - 2) : slope === 0 ? 1 : 0;
  return { slope, intercept, r2, slopeInterval: around(slope, slopeError), interceptInterval: around(intercept, interceptError), p };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value / values.length, 0);
