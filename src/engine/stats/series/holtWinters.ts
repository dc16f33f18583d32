import { leastSquares } from './leastSquares.ts';

/** What a series is made of, and how its parts go together. */
export interface SmoothingForm {
  /** A trend that fades: Gardner and McKenzie (1985). */
  readonly trend: boolean;
  /** Values after which the season comes again; null without one. */
  readonly period: number | null;
  /** Whether the season is added to the level or a factor of it. */
  readonly season: 'additive' | 'multiplicative';
}

/** Weights of the newest value in the level, of the newest step in the trend and of the newest departure in the season, 0 to 1. */
export interface SmoothingWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  /** What is left of the trend after each value, 0 to 1: with 1 it does not fade. */
  readonly phi: number;
}

/** The parts after the last value: what a forecast begins with. */
export interface SmoothingState {
  readonly level: number;
  /** Per value. */
  readonly trend: number;
  /** Of the next `period` values, the next one first; empty without a season. */
  readonly season: readonly number[];
}

export interface Smoother {
  /** What the next value should be. */
  readonly expected: () => number;
  /** What the next value is. */
  readonly take: (value: number) => void;
  readonly state: () => SmoothingState;
}

/** Exponential smoothing by Holt (1957) and Winters (1960), damped: level, trend and season follow each value by their weights. */
export function createSmoother(start: SmoothingState, form: SmoothingForm, weights: SmoothingWeights): Smoother {
  const { alpha, beta, gamma, phi } = weights;
  const isFactor = form.season === 'multiplicative';
  const season = start.season.slice();
  let { level, trend } = start;
  let phase = 0;
  const seasonal = () => season[phase] ?? (isFactor ? 1 : 0);
  return {
    expected: () => (isFactor ? (level + phi * trend) * seasonal() : level + phi * trend + seasonal()),
    take(value) {
      const before = level;
      const own = seasonal();
      level = alpha * (isFactor ? value / own : value - own) + (1 - alpha) * (before + phi * trend);
      if (form.trend) trend = beta * (level - before) + (1 - beta) * phi * trend;
      if (form.period === null) return;
      season[phase] = gamma * (isFactor ? value / level : value - level) + (1 - gamma) * own;
      phase = (phase + 1) % form.period;
    },
    state: () => ({ level, trend, season: [...season.slice(phase), ...season.slice(0, phase)] }),
  };
}

/**
 * Smooths all values. Errors are those of the forecasts for one value ahead, from the first value on that the start was not made of; as a
 * share of the forecast where the season is a factor.
 */
export function smooth(
  values: readonly number[],
  form: SmoothingForm,
  weights: SmoothingWeights,
): { state: SmoothingState; errors: number[] } {
  const start = startOf(values, form);
  const smoother = createSmoother(start, form, weights);
  const errors: number[] = [];
  for (let index = start.used; index < values.length; index += 1) {
    const [value, expected] = [values[index]!, smoother.expected()];
    errors.push(form.season === 'multiplicative' ? (value - expected) / expected : value - expected);
    smoother.take(value);
  }
  return { state: smoother.state(), errors };
}

/**
 * The mean squared error of the forecasts for one value ahead, in the unit of the values; or Infinity once it is sure to be more than `most`.
 * The same steps as those of `createSmoother`, which takes several times as long: fits ask for it hundreds of times.
 */
export function meanSquareError(
  values: readonly number[],
  start: SmoothingStart,
  form: SmoothingForm,
  { alpha, beta, gamma, phi }: SmoothingWeights,
  most: number,
): number {
  const count = values.length - start.used;
  const limit = most * count * (1 + 1e-9);
  const isFactor = form.season === 'multiplicative';
  const none = isFactor ? 1 : 0;
  const period = form.period ?? 0;
  const season = Float64Array.from(start.season);
  let { level, trend } = start;
  let phase = 0;
  let sum = 0;
  for (let index = start.used; index < values.length; index += 1) {
    const value = values[index]!;
    const own = period === 0 ? none : season[phase]!;
    const ahead = level + phi * trend;
    const before = level;
    if (isFactor) {
      const expected = ahead * own;
      // Errors are shares of the forecasts: turned back, forms can be compared.
      const error = (value - expected) / expected;
      sum += ((error / (1 + error)) * value) ** 2;
      level = alpha * (value / own) + (1 - alpha) * ahead;
    } else {
      sum += (value - (ahead + own)) ** 2;
      level = alpha * (value - own) + (1 - alpha) * ahead;
    }
    if (sum > limit) return Infinity;
    if (form.trend) trend = beta * (level - before) + (1 - beta) * phi * trend;
    if (period === 0) continue;
    season[phase] = gamma * (isFactor ? value / level : value - level) + (1 - gamma) * own;
    phase = phase + 1 === period ? 0 : phase + 1;
  }
  return sum / count;
}

/** Values that the line goes through with which a series without a season begins. */
const START_VALUES = 10;

/** What a smoothing begins with. */
export interface SmoothingStart extends SmoothingState {
  /** How many values it was made of, which cannot be forecast by it. */
  readonly used: number;
}

export function startOf(values: readonly number[], { trend, period, season }: SmoothingForm): SmoothingStart {
  if (period === null) {
    if (!trend) return { level: values[0]!, trend: 0, season: [], used: 1 };
    const head = values.slice(0, START_VALUES);
    const line = leastSquares([...head.keys()], head, 0.95);
    return { level: line.intercept - line.slope, trend: line.slope, season: [], used: 0 };
  }
  // Two cycles, taken apart by a centred mean over one: a line through the means, and what departs from them by phase. That the level
  // is the one before the first mean is wrong by half a cycle, and as R's `HoltWinters` has it: it is forgotten soon.
  const means = centredMeans(values.slice(0, 2 * period), period);
  const first = period >> 1;
  const line = leastSquares([...means.keys()], means, 0.95);
  const isFactor = season === 'multiplicative';
  const sums = Array.from({ length: period }, () => 0);
  const counts = sums.slice();
  for (const [which, mean] of means.entries()) {
    const value = values[first + which]!;
    sums[(first + which) % period]! += isFactor ? value / mean : value - mean;
    counts[(first + which) % period]! += 1;
  }
  const departures = sums.map((sum, phase) => sum / counts[phase]!);
  const centre = departures.reduce((sum, departure) => sum + departure, 0) / period;
  return {
    level: line.intercept - line.slope,
    trend: trend ? line.slope : 0,
    season: departures.map((departure) => (isFactor ? departure / centre : departure - centre)),
    used: period,
  };
}

/** Means over one cycle around each value that has half a cycle on both sides; with an even period its ends count half. */
function centredMeans(values: readonly number[], period: number): number[] {
  const half = period >> 1;
  const ends = period % 2 === 0 ? 0.5 : 1;
  return values.slice(half, values.length - half).map((_, which) => {
    const around = values.slice(which, which + 2 * half + 1);
    return around.reduce((sum, value, place) => sum + value * (place === 0 || place === 2 * half ? ends : 1), 0) / period;
  });
}
