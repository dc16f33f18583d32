import { sampleVariance } from 'simple-statistics';
import { normalQuantile } from './normal.ts';
import type { Sorted } from './sorted.ts';
import { trimmedCount } from './trimmedMean.ts';

/**
 * Sample variance (divisor n - 1) after `share` of the values at each end was pulled in to the nearest value that stays
 * (Wilcox, "Introduction to Robust Estimation", section 3.3).
 * @throws RangeError when there are fewer than 2 values
 */
export function winsorizedVariance(values: Sorted, share: number): number {
  if (values.length < 2) throw new RangeError('a variance needs at least two values');
  const cut = trimmedCount(values.length, share);
  const lowest = values[cut]!;
  const highest = values[values.length - 1 - cut]!;
  return sampleVariance(values.map((value) => Math.min(Math.max(value, lowest), highest)));
}

/**
 * The Winsorized variance of the standard normal distribution when `share` (below 0.5) is pulled in at each end: 1 - 2 share + 2 share z^2
 * - 2 z phi(z) with z the quantile and phi the density there. 0.4129 for 20 % (Wilcox, "Introduction to Robust Estimation", section 3.3).
 */
export function normalWinsorizedVariance(share: number): number {
  if (share === 0) return 1;
  const z = normalQuantile(1 - share);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return 1 - 2 * share + 2 * share * z * z - 2 * z * density;
}
