import { ranksOf } from '../ranks.ts';

/**
 * Autocorrelations at the lags 0 to `most`, below the number of values: Box and Jenkins (1970), with the sum of squares of all values below.
 * 0 where all values are equal.
 */
export function autocorrelations(values: readonly number[], most: number): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = Float64Array.from(values, (value) => value - mean);
  const sumAt = (lag: number) => {
    let sum = 0;
    for (let index = lag; index < centred.length; index += 1) sum += centred[index]! * centred[index - lag]!;
    return sum;
  };
  const squares = sumAt(0);
  return Array.from({ length: most + 1 }, (_, lag) => (squares > 0 ? sumAt(lag) / squares : 0));
}

export const autocorrelation = (values: readonly number[], lag: number): number => autocorrelations(values, lag)[lag]!;

/** Beyond this a series is a random walk for all that we can tell. */
const MOST = 0.95;

/**
 * How strongly values that follow each other are alike, 0 to 0.95: the lag-1 autocorrelation of the ranks, which outliers do not move.
 * `levels` is the number of levels that were fitted and taken away: the estimate is too small by (1 + 4 rho) / n for n values around one
 * level (Marriott and Pope 1954, "Bias in the estimation of autocorrelations", Biometrika 41), here the mean number of values a level.
 */
export function rankAutocorrelation(residuals: readonly number[], levels: number): number {
  const raw = autocorrelation(ranksOf(residuals).ranks, 1);
  const valuesPerLevel = residuals.length / levels;
  const corrected = (raw + 1 / valuesPerLevel) / (1 - Math.min(0.5, 4 / valuesPerLevel));
  return Math.min(MOST, Math.max(0, corrected));
}

/** Below this memory a wander does not hide what happens within a few values. */
const LEAST_BOUND = 0.5;
/** Differences of no process are as much alike. */
const LEAST_OF_CURVE = 0.5;

/**
 * The most memory that the differences of values that follow each other allow, 0.5 to 0.95. Those of a first-order process have an
 * autocorrelation of -(1 - rho) / 2; levels and trends hardly touch it, while they look like memory in residuals. Two standard errors are added.
 */
export function memoryBound(values: readonly number[]): number {
  const differences = values.slice(1).map((value, index) => value - values[index]!);
  const { ranks, tieTerm } = ranksOf(differences);
  const correlation = autocorrelation(ranks, 1);
  // A line or curve with next to no noise on it.
  if (correlation > LEAST_OF_CURVE || tieTerm === ranks.length ** 3 - ranks.length) return LEAST_BOUND;
  return Math.min(MOST, Math.max(LEAST_BOUND, 1 + 2 * correlation + 2 / Math.sqrt(values.length)));
}

/**
 * By what a standardised statistic of sums is too large where the values have the autocorrelation `rho` of a first-order process: n such
 * values say as much about their mean as n (1 - rho) / (1 + rho) independent ones (Bartlett 1935).
 */
export const shrinkFactor = (rho: number): number => Math.sqrt((1 - rho) / (1 + rho));
