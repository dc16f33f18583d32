import type { Interval } from '../../model/measurement.ts';
import { sorted, type Sorted } from './sorted.ts';
import { studentTQuantile } from './studentT.ts';
import { trimmedCount, trimmedMean } from './trimmedMean.ts';
import { winsorizedVariance } from './winsorizedVariance.ts';

/** Share trimmed from each end: 20 %, as Wilcox recommends and `trimmedInterval` assumes unless told. */
export const TRIM_SHARE = 0.2;
/** With two values the quantile of t is 64: such an interval says nothing. */
const FEWEST_VALUES = 3;

/**
 * Confidence interval of the trimmed mean: the trimmed t of Tukey and McLaughlin (1963) and Yuen (1974), "The two-sample
 * trimmed t for unequal population variances", Biometrika 61. With g values trimmed from each end, h = n - 2g left and
 * SSD the Winsorized sum of squared deviations, the standard error is sqrt(SSD / (h (h - 1))), the degrees of freedom h - 1.
 * It differs from the form with (1 - 2 * share) sqrt(n) by using the share that was trimmed, not the nominal one:
 * with few values they are far apart.
 * Null with fewer than 3 values.
 */
export function trimmedInterval(values: Sorted, confidence: number, share = TRIM_SHARE): Interval | null {
  const n = values.length;
  if (n < FEWEST_VALUES) return null;
  const left = n - 2 * trimmedCount(n, share);
  // One value left (n = 3 and a share of 0.4, say) has no spread of its own.
  if (left < 2) return null;
  const squaredDeviations = (n - 1) * winsorizedVariance(values, share);
  const standardError = Math.sqrt(squaredDeviations / (left * (left - 1)));
  const halfWidth = studentTQuantile((1 + confidence) / 2, left - 1) * standardError;
  const centre = trimmedMean(values, share);
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
