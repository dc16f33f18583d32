import type { Sorted } from './sorted.ts';
import { trimmedCount, trimmedMean } from './trimmedMean.ts';
import { winsorizedVariance } from './winsorizedVariance.ts';

/** A centre that is about t distributed: `(centre - truth) / standardError`. In the unit of the values. */
export interface CentreEstimate {
  readonly centre: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** With two values the quantile of t is 64: such an estimate says nothing. */
const FEWEST_VALUES = 3;

/**
 * The trimmed mean with its standard error: Tukey and McLaughlin (1963) and Yuen (1974), "The two-sample trimmed t for unequal
 * population variances", Biometrika 61. With g values trimmed from each end, h = n - 2g left and SSD the Winsorized sum of squared
 * deviations, the standard error is sqrt(SSD / (h (h - 1))), the degrees of freedom h - 1. It differs from the form with
 * (1 - 2 * share) sqrt(n) by using the share that was trimmed, not the nominal one: with few values they are far apart.
 * Null with fewer than 3 values, and when fewer than 2 are left.
 */
export function trimmedEstimate(values: Sorted, share: number): CentreEstimate | null {
  const n = values.length;
  if (n < FEWEST_VALUES) return null;
  const left = n - 2 * trimmedCount(n, share);
  // One value left (n = 3 and a share of 0.4, say) has no spread of its own.
  if (left < 2) return null;
  const squaredDeviations = (n - 1) * winsorizedVariance(values, share);
  return {
    centre: trimmedMean(values, share),
    standardError: Math.sqrt(squaredDeviations / (left * (left - 1))),
    degreesOfFreedom: left - 1,
  };
}
