import { answerInformation, binaryEntropy } from './answerInformation.ts';
import { deviationsOf } from './clippedLevel.ts';

/** Runs of each end before they are compared. */
export const FIRST_END_RUNS = 3;
export const MOST_END_RUNS = 96;
/** Runs of the position with the change and of the one before it. Those that told the ends apart are no proof: they do not count. */
export const PROVING_RUNS = 3;
/**
 * The chance at which a search ends. Of those that end as soon as the chance is so high more than the rest are wrong: luck has its
 * way to the end, too. So that 95 of 100 answers are right where the change is no larger than the noise, it is more than 95 %.
 */
export const SURE = 0.99;

const APART_DEVIATIONS = 4;
const APART_TAIL = 3.5;
/** Of the bits that the best answer would tell on average, so many are gained: positions lie not always in the middle. */
const EFFICIENCY = 0.7;

/** Standard errors that the ends must lie apart: 4, or what leaves the tail of 3.5 where the error is an estimate from few values. */
export function apartDeviations(degreesOfFreedom: number): number {
  return Math.max(APART_DEVIATIONS, deviationsOf(APART_TAIL, degreesOfFreedom));
}

/** Runs of each end that will probably tell them apart when the effect is `ratio` times the noise of a run. */
export function endRunsFor(ratio: number): number {
  for (let count = FIRST_END_RUNS; count < MOST_END_RUNS; count++) {
    if (ratio * Math.sqrt(count / 2) >= apartDeviations(2 * count - 1)) return count;
  }
  return MOST_END_RUNS;
}

const evenLevels = (apart: number) => [0, apart].map((mean) => ({ chance: 0.5, mean, deviation: 1 }));

/** Runs of a search among places with these chances, until one of them is sure and proved. */
export function searchRunsFor(chances: readonly number[], ratio: number): number {
  const bits = chances.reduce((sum, chance) => sum - (chance > 0 ? chance * Math.log2(chance) : 0), 0);
  const each = answerInformation(evenLevels(Math.max(ratio, 0.5))) * EFFICIENCY;
  return Math.max(bits - binaryEntropy(SURE), 0) / each;
}
