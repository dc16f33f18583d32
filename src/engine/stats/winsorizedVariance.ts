import { sampleVariance } from 'simple-statistics';
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
