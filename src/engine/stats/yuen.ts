import { summedFreedom, type VariancePart } from './satterthwaite.ts';
import type { CentreEstimate } from './trimmedEstimate.ts';

/**
 * The difference of two independent trimmed means, the second less the first: Yuen (1974), "The two-sample trimmed t for unequal
 * population variances", Biometrika 61. `more` are further independent parts of its variance.
 */
export function yuenDifference(first: CentreEstimate, second: CentreEstimate, more: readonly VariancePart[] = []): CentreEstimate {
  const own = [first, second].map(({ standardError, degreesOfFreedom }) => ({ variance: standardError ** 2, degreesOfFreedom }));
  const parts = [...own, ...more];
  return {
    centre: second.centre - first.centre,
    standardError: Math.sqrt(parts.reduce((sum, { variance }) => sum + variance, 0)),
    degreesOfFreedom: summedFreedom(parts),
  };
}
