import type { Sorted } from './sorted.ts';

/**
 * Sample quantile by linear interpolation between order statistics, definition 7 of Hyndman and Fan (1996), "Sample
 * quantiles in statistical packages", The American Statistician 50; the default of R and NumPy.
 * `p` lies in 0 to 1.
 * @throws RangeError when there are no values or `p` is out of range
 */
export function quantile(values: Sorted, p: number): number {
  if (values.length === 0) throw new RangeError('a quantile needs at least one value');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile is asked for with p in 0 to 1, not ${p}`);
  const place = (values.length - 1) * p;
  const below = Math.floor(place);
  const low = values[below]!;
  const high = values[Math.min(below + 1, values.length - 1)]!;
  return low + (place - below) * (high - low);
}

/** The middle value, or the mean of the two in the middle: `quantile(values, 0.5)`. */
export function median(values: Sorted): number {
  return quantile(values, 0.5);
}
