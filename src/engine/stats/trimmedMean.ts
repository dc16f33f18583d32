import { mean } from 'simple-statistics';
import type { Sorted } from './sorted.ts';

/** How many values are cut from each end: `floor(share * n)`, as in Wilcox, "Introduction to Robust Estimation", section 3.3. */
export function trimmedCount(n: number, share: number): number {
  if (!(share >= 0 && share < 0.5)) throw new RangeError(`a share to trim lies in 0 to 0.5, not ${share}`);
  return Math.floor(share * n);
}

/**
 * Mean of what is left when `share` of the values is cut from each end (Tukey and McLaughlin 1963).
 * @throws RangeError when there are no values
 */
export function trimmedMean(values: Sorted, share: number): number {
  if (values.length === 0) throw new RangeError('a mean needs at least one value');
  const cut = trimmedCount(values.length, share);
  return mean(values.slice(cut, values.length - cut));
}
