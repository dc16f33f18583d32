/** A part of the variance of an estimate, and the degrees of freedom with which it is known; infinite when it is given. */
export interface VariancePart {
  readonly variance: number;
  readonly degreesOfFreedom: number;
}

/**
 * Degrees of freedom of a sum of independent variances: Satterthwaite (1946), "An approximate distribution of estimates of variance
 * components", Biometrics Bulletin 2. Where all are 0, those of the parts together. At most 1e6, which is the normal distribution: stored
 * numbers are finite.
 */
export function summedFreedom(parts: readonly VariancePart[]): number {
  const total = parts.reduce((sum, { variance }) => sum + variance, 0);
  const freedom =
    total > 0
      ? // Shares first: squares of variances of logarithms may be too small for a double.
        1 / parts.reduce((sum, { variance, degreesOfFreedom }) => sum + (variance / total) ** 2 / degreesOfFreedom, 0)
      : parts.reduce((sum, { degreesOfFreedom }) => sum + degreesOfFreedom, 0);
  return Math.min(freedom, 1e6);
}
