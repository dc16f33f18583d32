import type { Verdict } from '../../model/comparison.ts';
import type { Interval } from '../../model/measurement.ts';
import { normalQuantile } from './normal.ts';
import { studentTCdf, studentTQuantile } from './studentT.ts';
import type { CentreEstimate } from './trimmedEstimate.ts';

/** Confidence of the interval of a ratio: `faster` and `slower` exclude 1 with it. */
export const DIFFERENCE_CONFIDENCE = 0.99;
/** `same` has this interval inside the margin: two one-sided tests with errors of 2.5 % (Schuirmann 1987, J. Pharmacokin. Biopharm. 15). */
const SAME_CONFIDENCE = 0.95;

export interface Judgement {
  readonly verdict: Verdict;
  /** Of the ratio. */
  readonly interval: Interval;
  /** Two-sided, that the ratio is 1, corrected for the looks. */
  readonly p: number;
}

/**
 * The margin on the scale of logarithms, the same up and down: with 2 % a ratio is beyond it above 1.02 and below 1 / 1.02, so that
 * changing sides changes `slower` into `faster` and nothing else.
 */
export const logMargin = (margin: number): number => Math.log1p(margin);

/** Half widths, in standard errors, of the intervals that show a difference and the lack of one. */
export function widths(degreesOfFreedom: number, errorShare: number): { difference: number; same: number } {
  const half = (confidence: number) => studentTQuantile(1 - (errorShare * (1 - confidence)) / 2, degreesOfFreedom);
  return { difference: half(DIFFERENCE_CONFIDENCE), same: half(SAME_CONFIDENCE) };
}

/**
 * The verdict over an estimated logarithm of the ratio: `slower` or `faster` when the 99 % interval excludes 0 and the estimate lies
 * beyond the margin, `same` when the 95 % interval lies within it, else `inconclusive`. Probabilities of error are multiplied by
 * `errorShare` (`errorShareAt`; 1 for a single look).
 */
export function judge(estimate: CentreEstimate, margin: number, errorShare: number): Judgement {
  const { centre, degreesOfFreedom } = estimate;
  // Equal values, as a coarse timer gives them, are known to no more than rounding.
  const standardError = Math.max(estimate.standardError, Number.EPSILON);
  const { difference, same } = widths(degreesOfFreedom, errorShare);
  const beyond = Math.abs(centre) > logMargin(margin) && Math.abs(centre) > difference * standardError;
  const within = Math.abs(centre) + same * standardError < logMargin(margin);
  return {
    verdict: beyond ? (centre > 0 ? 'slower' : 'faster') : within ? 'same' : 'inconclusive',
    interval: {
      low: Math.exp(centre - difference * standardError),
      high: Math.exp(centre + difference * standardError),
      confidence: DIFFERENCE_CONFIDENCE,
    },
    p: Math.min(1, (2 * studentTCdf(-Math.abs(centre) / standardError, degreesOfFreedom)) / errorShare),
  };
}

/**
 * The standard deviation, in standard errors, of the distance between an estimate and a limit that lies `width` standard errors away, where
 * the standard error is estimated too: Johnson and Welch (1940), "Applications of the non-central t-distribution", Biometrika 31.
 */
export const strayOf = (width: number, degreesOfFreedom: number): number => Math.sqrt(1 + width ** 2 / (2 * degreesOfFreedom));

/**
 * The smallest change, as a share, that would have been called `slower` with 90 % chance: what is mostly beyond the margin and mostly
 * has an interval that excludes none.
 */
export function smallestDetectable({ standardError, degreesOfFreedom }: CentreEstimate, margin: number, errorShare: number): number {
  const { difference } = widths(degreesOfFreedom, errorShare);
  const mostly = normalQuantile(0.9);
  const beyondMargin = logMargin(margin) + mostly * standardError;
  const excluding = (difference + mostly * strayOf(difference, degreesOfFreedom)) * standardError;
  return Math.expm1(Math.max(beyondMargin, excluding));
}
