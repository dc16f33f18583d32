import { errorShareAt } from './errorShare.ts';
import { logMargin, strayOf, widths } from './judge.ts';
import { isLook, trimShareAt } from './looks.ts';
import { normalCdf } from './normal.ts';
import { trimmedCount } from './trimmedMean.ts';
import { expectedDeviation } from './winsorizedVariance.ts';

/** Chance of a verdict from which on it is worth to go on. */
const PROBABLE = 0.8;

/**
 * How large the standard error of the trimmed mean over `count` normal values is on average, in standard deviations of one of them, and its
 * degrees of freedom.
 */
export function plannedError(count: number): { standardError: number; degreesOfFreedom: number } {
  const cut = trimmedCount(count, trimShareAt(count));
  const left = count - 2 * cut;
  const standardError = expectedDeviation(count, cut) * Math.sqrt((count - 1) / (left * (left - 1)));
  return { standardError, degreesOfFreedom: left - 1 };
}

export interface Course {
  /** Estimated logarithm of the ratio. */
  readonly logRatio: number;
  /** Standard deviation of a block's log ratio. */
  readonly logNoise: number;
  /** Blocks so far. */
  readonly blocks: number;
  readonly margin: number;
}

/**
 * How many more blocks a verdict will probably take: up to the first look at which, should estimate and noise be the truth, a verdict is
 * reached with 80 % chance. Null when that is not so with `mostBlocks` altogether: an estimate that sits on the margin is neither
 * beyond it nor within, however long one measures. An expectation, and a hopeful one: estimates far out tend to come back. `strictness`
 * (1 or less) multiplies the error that `slower` and `faster` may have.
 */
export function blocksToSettle(course: Course, mostBlocks: number, strictness = 1): number | null {
  for (let count = course.blocks + 1; count <= mostBlocks; count += 1) {
    if (isLook(count) && chanceAt(count, course, strictness) >= PROBABLE) return count - course.blocks;
  }
  return null;
}

/** The chance that a look over `count` blocks has a verdict, should estimate and noise be the truth. */
function chanceAt(count: number, { logRatio, logNoise, margin }: Course, strictness: number): number {
  const { standardError: perNoise, degreesOfFreedom } = plannedError(count);
  const standardError = Math.max(perNoise * logNoise, Number.EPSILON);
  const share = errorShareAt(count);
  const { difference } = widths(degreesOfFreedom, share * strictness);
  const { same } = widths(degreesOfFreedom, share);
  const limit = logMargin(margin);
  /** That the estimate lies above a limit which itself lies so many estimated standard errors further on. */
  const above = (value: number, from: number, width: number) =>
    normalCdf((value - from - width * standardError) / (strayOf(width, degreesOfFreedom) * standardError));
  const beyond = (value: number) => Math.min(above(value, limit, 0), above(value, 0, difference));
  const within = above(logRatio, -limit, same) + above(-logRatio, -limit, same) - 1;
  return beyond(logRatio) + beyond(-logRatio) + Math.max(within, 0);
}
