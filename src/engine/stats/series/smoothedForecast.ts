import { seededRandom } from '../seededRandom.ts';
import { selectQuantile } from '../select.ts';
import type { Fit } from './fitSmoothing.ts';
import type { ForecastRange } from './forecastRange.ts';
import { createSmoother, smooth } from './holtWinters.ts';

const PATHS = 2000;

/**
 * Forecasts of a smoothing, and intervals from 2,000 continuations whose errors are drawn from those of the past: Hyndman, Koehler, Ord and
 * Snyder (2008), "Forecasting with exponential smoothing", section 6.1. They need no formula of their own for each form, nor normal errors.
 */
export function smoothedForecast(values: readonly number[], { form, weights }: Fit, steps: number, confidence: number): ForecastRange[] {
  const { state, errors } = smooth(values, form, weights);
  const isFactor = form.season === 'multiplicative';
  const continued = (nextError: () => number): number[] => {
    const smoother = createSmoother(state, form, weights);
    return Array.from({ length: steps }, () => {
      const expected = smoother.expected();
      const value = isFactor ? expected * (1 + nextError()) : expected + nextError();
      smoother.take(value);
      return value;
    });
  };
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  // Errors of a fit are a little smaller than those of forecasts: by the weights that were fitted.
  const free = 1 + (form.trend ? 2 : 0) + (form.period === null ? 0 : 1);
  const wider = Math.sqrt(errors.length / Math.max(1, errors.length - free));
  const { uniform } = seededRandom(1);
  const draw = () => (errors[Math.floor(uniform() * errors.length)]! - mean) * wider;
  const paths = Array.from({ length: PATHS }, () => continued(draw));
  return continued(() => 0).map((value, step) => {
    const ends = Float64Array.from(paths, (path) => path[step]!);
    const [low, high] = [selectQuantile(ends, (1 - confidence) / 2), selectQuantile(ends, (1 + confidence) / 2)];
    return { value, low: Math.min(value, low), high: Math.max(value, high) };
  });
}
