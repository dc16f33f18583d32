import type { Interval } from '../../model/measurement.ts';
import { sorted, type Sorted } from './sorted.ts';
import { studentTQuantile } from './studentT.ts';
import { trimmedEstimate } from './trimmedEstimate.ts';

/** Share trimmed from each end: 20 %, as Wilcox recommends and `trimmedInterval` assumes unless told. */
export const TRIM_SHARE = 0.2;

/** Confidence interval of the trimmed mean by the trimmed t of `trimmedEstimate`. Null with fewer than 3 values. */
export function trimmedInterval(values: Sorted, confidence: number, share = TRIM_SHARE): Interval | null {
  const estimate = trimmedEstimate(values, share);
  if (estimate === null) return null;
  const { centre, standardError, degreesOfFreedom } = estimate;
  const halfWidth = studentTQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  return { low: centre - halfWidth, high: centre + halfWidth, confidence };
}

/**
 * `trimmedInterval` of the logarithms, back on the scale of the values: for times, whose noise is relative and skewed. On
 * that scale it is an interval of the median where the logarithms are symmetric. Null with fewer than 3 values.
 * @throws RangeError when a value is not positive
 */
export function logTrimmedInterval(values: Sorted, confidence: number, share = TRIM_SHARE): Interval | null {
  if (values.length > 0 && !(values[0]! > 0)) throw new RangeError(`${values[0]} has no logarithm`);
  const interval = trimmedInterval(sorted(values.map(Math.log)), confidence, share);
  return interval && { low: Math.exp(interval.low), high: Math.exp(interval.high), confidence };
}
