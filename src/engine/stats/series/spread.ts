import { selectQuantile } from '../select.ts';

/** One over the upper quartile of the standard normal distribution: by it a median absolute deviation estimates a standard deviation. */
const NORMAL_DEVIATION = 1.482602218505602;

/** @throws RangeError when there are no values, or one is not finite */
export const medianOf = (values: Iterable<number>): number => selectQuantile(Float64Array.from(values), 0.5);

/**
 * The median absolute deviation from `centre`, scaled to be the standard deviation where the values are normal: Hampel (1974), "The
 * influence curve and its role in robust estimation", JASA 69.
 * @throws RangeError when there are no values, or one is not finite
 */
export function robustSpread(values: ArrayLike<number>, centre: number): number {
  const distances = new Float64Array(values.length);
  for (let index = 0; index < distances.length; index += 1) distances[index] = Math.abs(values[index]! - centre);
  return NORMAL_DEVIATION * selectQuantile(distances, 0.5);
}
