import { findLevels, type Levels } from './findLevels.ts';
import { findSeason, type Season } from './findSeason.ts';
import { fitSmoothing, type Fit } from './fitSmoothing.ts';
import type { ForecastRange } from './forecastRange.ts';
import type { SmoothingWeights } from './holtWinters.ts';
import { leastSquares } from './leastSquares.ts';
import { levelForecast } from './levelForecast.ts';
import { mannKendall, trendP } from './mannKendall.ts';
import { smoothedForecast } from './smoothedForecast.ts';
import { medianOf } from './spread.ts';

export interface ForecastValue extends ForecastRange {
  /** Follows the last index of the series. */
  readonly index: number;
}

export interface Forecast {
  /**
   * `level` where neither a trend nor a season is proven: the level since the last change, with which nothing else can compete. `smoothing`
   * where such a series wanders, so that its newest values say more than the others.
   */
  readonly method: 'level' | 'smoothing' | 'holt' | 'holt-winters';
  readonly confidence: number;
  readonly season: Season | null;
  readonly hasTrend: boolean;
  /** Weights that fit best; null for `level`. */
  readonly weights: SmoothingWeights | null;
  /** Whether the season is a factor of the level; null without a season. */
  readonly seasonalForm: 'additive' | 'multiplicative' | null;
  readonly values: readonly ForecastValue[];
}

const ALPHA = 0.01;
const FEWEST_FOR_TREND = 10;
/** Autocorrelation around the levels from which on a series has no level to speak of. */
const WANDERING = 0.75;

/**
 * The next values, with intervals for each of them. Damped exponential smoothing of the family of Holt and Winters where a trend or
 * a season is proven; the interval then is what 2,000 continuations with errors drawn from those of the past do (Hyndman, Koehler, Ord and
 * Snyder 2008, "Forecasting with exponential smoothing", section 6.1).
 * @throws RangeError with fewer than three values, or one that is not finite
 */
export function forecastSeries(values: readonly number[], steps: number, confidence: number): Forecast {
  if (values.length < 3) throw new RangeError('a forecast needs three values');
  const season = findSeason(values);
  const bare = season ? withoutSeason(values, season.period) : values;
  const levels = levelsOf(bare);
  const hasTrend = trendIsProven(bare, levels);
  const common = { confidence, season, hasTrend };
  const indexed = (forecasts: readonly ForecastRange[]) =>
    forecasts.map((forecast, step) => ({ index: values.length + step, ...forecast }));
  if (!season && !hasTrend && levels.rho <= WANDERING) {
    const level = levelForecast(values, confidence);
    return { method: 'level', ...common, weights: null, seasonalForm: null, values: indexed(Array.from({ length: steps }, () => level)) };
  }
  const fit = bestFit(values, hasTrend, season?.period ?? null);
  return {
    method: season ? 'holt-winters' : hasTrend ? 'holt' : 'smoothing',
    ...common,
    weights: fit.weights,
    seasonalForm: season ? fit.form.season : null,
    values: indexed(smoothedForecast(values, fit, steps, confidence)),
  };
}

const levelsOf = (values: readonly number[]) => findLevels(values, { leastSide: 3, leastSpreads: 1, leastDifference: 0 });

function withoutSeason(values: readonly number[], period: number): number[] {
  const { slope } = leastSquares([...values.keys()], values, 0.95);
  const flat = Array.from({ length: period }, (): number[] => []);
  for (const [index, value] of values.entries()) flat[index % period]!.push(value - slope * index);
  const phases = flat.map(medianOf);
  return values.map((value, index) => value - phases[index % period]!);
}

/**
 * A line must fit better than levels with steps between them, or else what has stepped would be forecast to go on; then Mann and Kendall
 * must see a trend. Deviations are compared by the information criterion of Schwarz (1978) for errors with a Laplace distribution.
 */
function trendIsProven(values: readonly number[], { changes, residuals }: Levels): boolean {
  const n = values.length;
  if (n < FEWEST_FOR_TREND) return false;
  const { slope, intercept } = leastSquares([...values.keys()], values, 0.95);
  const fromLine = values.map((value, index) => value - intercept - slope * index);
  const criterion = (errors: ArrayLike<number>, free: number) => 2 * n * Math.log(sizeOf(errors)) + free * Math.log(n);
  if (!(criterion(fromLine, 2) < criterion(residuals, 2 * changes.length + 1))) return false;
  return trendP(mannKendall(values), fromLine) < ALPHA;
}

function sizeOf(errors: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < errors.length; index += 1) sum += Math.abs(errors[index]!);
  return sum;
}

function bestFit(values: readonly number[], trend: boolean, period: number | null): Fit {
  const additive = fitSmoothing(values, { trend, period, season: 'additive' });
  if (period === null || !values.every((value) => value > 0)) return additive;
  const multiplicative = fitSmoothing(values, { trend, period, season: 'multiplicative' });
  return multiplicative.meanSquare < additive.meanSquare ? multiplicative : additive;
}
