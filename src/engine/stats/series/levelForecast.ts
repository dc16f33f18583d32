import { studentTQuantile } from '../studentT.ts';
import { findLevels } from './findLevels.ts';
import type { ForecastRange } from './forecastRange.ts';

/**
 * Mean since the last change of the level, with the interval by Student's t for one more value; on logarithms where all values are
 * positive, so that the interval is too.
 */
export function levelForecast(values: readonly number[], confidence: number): ForecastRange {
  const isRatio = values.every((value) => value > 0);
  const scaled = isRatio ? values.map(Math.log) : values.slice();
  const { changes } = findLevels(scaled, { leastSide: 3, leastSpreads: 1, leastDifference: 0 });
  const newest = scaled.slice(changes.at(-1)?.index ?? 0);
  const n = newest.length;
  const mean = newest.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(newest.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const reach = studentTQuantile((1 + confidence) / 2, n - 1) * deviation * Math.sqrt(1 + 1 / n);
  const unscaled = (value: number) => (isRatio ? Math.exp(value) : value);
  return { value: unscaled(mean), low: unscaled(mean - reach), high: unscaled(mean + reach) };
}
