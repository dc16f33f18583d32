import { mean, sampleStandardDeviation } from 'simple-statistics';
import { seededRandom } from '../seededRandom.ts';
import { isolationScores } from './isolationForest.ts';
import { medianOf, robustSpread } from './spread.ts';

/** `z`: distance from the mean in standard deviations. `robust`: from the median, in spreads. `forest`: isolation forest. */
export type AnomalyMethod = 'z' | 'robust' | 'forest';

export interface Anomaly {
  readonly index: number;
  readonly value: number;
  /** At least the threshold: a distance in deviations, or 0 to 1 for `forest`. */
  readonly score: number;
  readonly direction: 'up' | 'down';
}

/**
 * From where a score is an anomaly unless told otherwise: Shewhart's three sigma; 3.5 by Iglewicz and Hoaglin (1993), "How to detect and
 * handle outliers"; and for the forest what one in 50 values of normal noise reaches in a simulation.
 */
export const anomalyThresholds: Readonly<Record<AnomalyMethod, number>> = { z: 3, robust: 3.5, forest: 0.7 };

/**
 * Values that are unlike the others, as a view: each is judged against the whole series, whatever its levels, and none is an alarm.
 * @throws RangeError when there are no values, or one is not finite
 */
export function findAnomalies(values: readonly number[], method: AnomalyMethod, threshold = anomalyThresholds[method]): Anomaly[] {
  const centre = medianOf(values);
  return scoresOf(values, method).flatMap((score, index): Anomaly[] => {
    const value = values[index]!;
    return score >= threshold ? [{ index, value, score, direction: value > centre ? 'up' : 'down' }] : [];
  });
}

function scoresOf(values: readonly number[], method: AnomalyMethod): number[] {
  switch (method) {
    case 'z':
      return values.length > 1 ? distances(values, mean(values.slice()), sampleStandardDeviation(values.slice())) : [0];
    case 'robust': {
      const centre = medianOf(values);
      return distances(values, centre, robustSpread(values, centre) || meanSpread(values, centre));
    }
    case 'forest':
      return isolationScores(values, seededRandom(1));
  }
}

const distances = (values: readonly number[], centre: number, unit: number) =>
  values.map((value) => (unit > 0 ? Math.abs(value - centre) / unit : 0));

/** Where more than half of the values are equal: the mean absolute deviation, scaled as a standard deviation of normal values. */
const meanSpread = (values: readonly number[], centre: number) =>
  Math.sqrt(Math.PI / 2) * mean(values.map((value) => Math.abs(value - centre)));
