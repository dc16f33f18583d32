import type { Outliers } from '../../model/measurement.ts';
import { quantile } from './quantile.ts';
import type { Sorted } from './sorted.ts';

/**
 * How many values lie beyond the inner fences (1.5 interquartile ranges from the box: mild) and beyond the outer ones
 * (3: severe). Tukey (1977), "Exploratory Data Analysis", section 2D; quartiles by `quantile`.
 * @throws RangeError when there are no values
 */
export function countOutliers(values: Sorted): Outliers {
  const q1 = quantile(values, 0.25);
  const q3 = quantile(values, 0.75);
  const range = q3 - q1;
  const counts = { lowSevere: 0, lowMild: 0, highMild: 0, highSevere: 0 };
  for (const value of values) {
    if (value < q1 - 3 * range) counts.lowSevere += 1;
    else if (value < q1 - 1.5 * range) counts.lowMild += 1;
    else if (value > q3 + 3 * range) counts.highSevere += 1;
    else if (value > q3 + 1.5 * range) counts.highMild += 1;
  }
  return counts;
}
