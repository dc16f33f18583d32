import { mean } from 'simple-statistics';
import type { Interval } from '../../model/measurement.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { quantile } from './quantile.ts';
import { seededRandom } from './seededRandom.ts';
import { resampled, sorted, type Sorted } from './sorted.ts';

/** The limits of a 99 % interval are about the tenth value from either end. */
const RESAMPLES = 2000;
/** The same data have the same interval, whoever asks. */
const SEED = 19_870_301;

/**
 * Bootstrap interval of a statistic of one or more independent samples, bias-corrected and accelerated (BCa): Efron (1987),
 * "Better bootstrap confidence intervals", JASA 82; Efron and Tibshirani (1993), "An Introduction to the Bootstrap", section 14.3,
 * with the acceleration from the jackknife over every value of every sample. 2,000 resamples with fixed random numbers.
 * With few values it is too narrow (it cannot know of what it has not seen): a view, not a verdict.
 * @throws RangeError when a sample has fewer than 2 values
 */
export function bootstrapInterval(
  samples: readonly Sorted[],
  statistic: (samples: readonly Sorted[]) => number,
  confidence: number,
): Interval {
  if (samples.some((sample) => sample.length < 2)) throw new RangeError('a bootstrap needs at least two values a sample');
  const observed = statistic(samples);
  const { uniform } = seededRandom(SEED);
  const draw = () => samples.map((sample) => resampled(sample, uniform));
  const replicates = sorted(Array.from({ length: RESAMPLES }, () => statistic(draw())));

  // How far the median of the replicates lies off; equal ones count half, and neither share may be nothing.
  const below = replicates.reduce((sum, value) => sum + (value < observed ? 1 : value === observed ? 0.5 : 0), 0);
  const bias = normalQuantile(Math.min(Math.max(below, 0.5), RESAMPLES - 0.5) / RESAMPLES);
  const speed = acceleration(samples, statistic);
  const limit = (tail: number) => {
    const shifted = bias + normalQuantile(tail);
    const room = 1 - speed * shifted;
    // Beyond it the formula would turn around: that is past all replicates.
    return quantile(replicates, normalCdf(room > 0 ? bias + shifted / room : Math.sign(shifted) * Infinity));
  };
  return { low: limit((1 - confidence) / 2), high: limit((1 + confidence) / 2), confidence };
}

/** A sixth of the skewness of the influence of single values, by leaving out each; 0 when none has any. */
function acceleration(samples: readonly Sorted[], statistic: (samples: readonly Sorted[]) => number): number {
  const influences = samples.flatMap((sample, which) => {
    const without = sample.map((_, out) => statistic(samples.with(which, sorted(sample.filter((__, place) => place !== out)))));
    const centre = mean(without);
    return without.map((value) => ((sample.length - 1) / sample.length) * (centre - value));
  });
  const squares = influences.reduce((sum, value) => sum + value ** 2, 0);
  const cubes = influences.reduce((sum, value) => sum + value ** 3, 0);
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
