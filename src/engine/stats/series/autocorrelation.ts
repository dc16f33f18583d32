import { ranksOf } from '../ranks.ts';

/**
 * Autocorrelations at the lags 0 to `most`, below the number of values: Box and Jenkins (1970), with the sum of squares of all values below.
 * 0 where all values are equal.
 */
export function autocorrelations(values: ArrayLike<number>, most: number): number[] {
  const n = values.length;
  let mean = 0;
  for (let index = 0; index < n; index += 1) mean += values[index]!;
  mean /= n;
  const centred = new Float64Array(n);
  for (let index = 0; index < n; index += 1) centred[index] = values[index]! - mean;
  const sumAt = (lag: number) => {
    let sum = 0;
    for (let index = lag; index < n; index += 1) sum += centred[index]! * centred[index - lag]!;
    return sum;
  };
  const squares = sumAt(0);
  const correlations = new Array<number>(most + 1).fill(0);
  if (!(squares > 0)) return correlations;
  let lag = 0;
  // Four sums at a time: none has to wait for its last addition.
  for (; lag + 3 <= most; lag += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let index = lag; index < lag + 3 && index < n; index += 1) {
      a += centred[index]! * centred[index - lag]!;
      if (index > lag) b += centred[index]! * centred[index - lag - 1]!;
      if (index > lag + 1) c += centred[index]! * centred[index - lag - 2]!;
    }
    for (let index = lag + 3; index < n; index += 1) {
      const value = centred[index]!;
      a += value * centred[index - lag]!;
      b += value * centred[index - lag - 1]!;
      c += value * centred[index - lag - 2]!;
      d += value * centred[index - lag - 3]!;
    }
    for (const [step, sum] of [a, b, c, d].entries()) correlations[lag + step] = sum / squares;
  }
  for (; lag <= most; lag += 1) correlations[lag] = sumAt(lag) / squares;
  return correlations;
}

export const autocorrelation = (values: ArrayLike<number>, lag: number): number => autocorrelations(values, lag)[lag]!;

/** Beyond this a series is a random walk for all that we can tell. */
const MOST = 0.95;

/**
 * How strongly values that follow each other are alike, 0 to 0.95: the lag-1 autocorrelation of the ranks, which outliers do not move.
 * `levels` is the number of levels that were fitted and taken away: the estimate is too small by (1 + 4 rho) / n for n values around one
 * level (Marriott and Pope 1954, "Bias in the estimation of autocorrelations", Biometrika 41), here the mean number of values a level.
 */
export function rankAutocorrelation(residuals: ArrayLike<number>, levels: number): number {
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
