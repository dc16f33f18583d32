import { median } from '../quantile.ts';
import { sorted } from '../sorted.ts';

/** One over the upper quartile of the standard normal distribution: by it a median absolute deviation estimates a standard deviation. */
const NORMAL_DEVIATION = 1.482602218505602;

/** @throws RangeError when there are no values, or one is not finite */
export const medianOf = (values: Iterable<number>): number => median(sorted(values));

/**
 * The median absolute deviation from `centre`, scaled to be the standard deviation where the values are normal: Hampel (1974), "The
 * influence curve and its role in robust estimation", JASA 69.
 * @throws RangeError when there are no values, or one is not finite
 */
export function robustSpread(values: ArrayLike<number>, centre: number): number {
  return NORMAL_DEVIATION * medianOf(Float64Array.from(values, (value) => Math.abs(value - centre)));
}
