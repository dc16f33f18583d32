import type { Interval } from '../../model/measurement.ts';
import { normalCdf } from './normal.ts';
import { median } from './quantile.ts';
import { sorted } from './sorted.ts';
import { studentTQuantile } from './studentT.ts';

/** The level of some values that share it, with those far away drawn near. */
export interface ClippedLevel {
  readonly count: number;
  /** 0 without values. */
  readonly mean: number;
  /** Sum of the squared deviations from the mean, after clipping. */
  readonly squares: number;
}

/** MAD to standard deviation, for normal values: 1 / quantile(0.75). */
const MAD_TO_DEVIATION = 1.4826;
const CLIP_DEVIATIONS = 4;
const CONFIDENCE = 0.99;

/** So many standard errors as leave the tail of the normal curve beyond `deviations`, where the error itself is an estimate. */
export function deviationsOf(deviations: number, degreesOfFreedom: number): number {
  return studentTQuantile(normalCdf(deviations), Math.max(degreesOfFreedom, 1));
}

/**
 * How far from its level a value may lie: 4 robust standard deviations (MAD) of the residuals of `degreesOfFreedom`, wider where
 * they are few. Not below the same of `leastNoise`: equal values by luck do not clip the rest. Infinite with fewer than 3.
 */
export function clipLimit(absoluteResiduals: readonly number[], degreesOfFreedom: number, leastNoise: number): number {
  if (absoluteResiduals.length < 3) return Infinity;
  const deviation = MAD_TO_DEVIATION * median(sorted(absoluteResiduals));
  return deviationsOf(CLIP_DEVIATIONS, degreesOfFreedom) * Math.max(deviation, leastNoise);
}

/** The 99 % interval of a mean or a difference of means, by Student's t. */
export function meanInterval(mean: number, standardError: number, degreesOfFreedom: number): Interval {
  const half = studentTQuantile((1 + CONFIDENCE) / 2, degreesOfFreedom) * standardError;
  return { low: mean - half, high: mean + half, confidence: CONFIDENCE };
}

/** Distances from the median. */
export function absoluteResiduals(values: readonly number[]): number[] {
  if (values.length === 0) return [];
  const centre = median(sorted(values));
  return values.map((value) => Math.abs(value - centre));
}

/** Mean and squares of values that are moved to within `limit` of their median (Winsorized around it; one step of Huber 1964). */
export function clippedLevel(values: readonly number[], limit: number): ClippedLevel {
  if (values.length === 0) return { count: 0, mean: 0, squares: 0 };
  const centre = median(sorted(values));
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    const residual = Math.min(Math.max(value - centre, -limit), limit);
    sum += residual;
    squares += residual * residual;
  }
  const shift = sum / values.length;
  return { count: values.length, mean: centre + shift, squares: Math.max(squares - values.length * shift * shift, 0) };
}
