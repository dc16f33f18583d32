/** Of the standard normal distribution: 99 % lie within so many deviations. */
const Z_99 = 2.5758293035489;

/** What a thing cost in a profile, in a unit that both profiles share, and the sum of the squares of what its samples stand for. */
export interface SampledCost {
  readonly value: number;
  readonly squares: number;
}

/** A whole profile. */
export interface SampledWhole {
  readonly baseline: SampledCost;
  readonly candidate: SampledCost;
  /** Values are shares of the same whole; otherwise each counts for itself. */
  readonly isShare: boolean;
}

/**
 * Half of the 99 % interval that chance alone gives the difference of two sampled costs, if nothing changed. Samples are counts: of
 * shares binomial, else Poisson. Both sides are pooled, as nothing is to have changed, with the correction for continuity that keeps small
 * counts from false alarms (F. Yates, Supplement to the Journal of the Royal Statistical Society 1 (1934) 217; J. L. Fleiss, Statistical
 * Methods for Rates and Proportions, 2nd ed. 1981, section 2.2). A sample stands for `squares / value`: samples of different weight
 * count as so many of that one. 0 where nothing is known of samples.
 */
export function noiseOf(baseline: SampledCost, candidate: SampledCost, whole: SampledWhole): number {
  // What a sample stands for in all of each profile, and how many times that it is here: in both alike, as nothing is to have changed.
  const [inA, inB] = [grainOf(whole.baseline), grainOf(whole.candidate)];
  const times = (baseline.squares / inA + candidate.squares / inB) / (baseline.value + candidate.value);
  const [a, b] = [inA * times, inB * times];
  if (!(a > 0 && b > 0 && a + b < Infinity)) return 0;
  const pooled = (baseline.value / a + candidate.value / b) / (1 / a + 1 / b);
  const rest = whole.isShare ? Math.max(0, 1 - pooled / whole.candidate.value) : 1;
  return Z_99 * Math.sqrt(pooled * (a + b) * rest) + (a + b) / 2;
}

const grainOf = ({ value, squares }: SampledCost): number => squares / value;
