import type { Suspect } from '../../../model/series.ts';
import { medianOf } from './spread.ts';

const [FEWEST, MOST] = [2, 10];
const DEVIATIONS = 3;
const MOST_SCORE = 1000;
/** Values before the suspects from which the level and the deviation are known, at least and at most. */
const [LEAST_BEFORE, CONTEXT] = [10, 100];

/**
 * The last 2 to 10 values, as many as possible, that lie beyond 3 median absolute deviations of the level before them, all on one side.
 * Too weak for an alarm: simulated, one in a hundred series without a change has some.
 * @param values since the last change of the level, of which the first has the index `offset`
 */
export function findSuspects(values: readonly number[], offset: number): Suspect[] {
  for (let count = Math.min(MOST, values.length - LEAST_BEFORE); count >= FEWEST; count -= 1) {
    const before = values.slice(0, -count).slice(-CONTEXT);
    const level = medianOf(before);
    const deviation = medianOf(before.map((value) => Math.abs(value - level)));
    const scores = values.slice(-count).map((value) => scoreOf(value - level, deviation));
    if (scores.every((score) => score > DEVIATIONS) || scores.every((score) => score < -DEVIATIONS)) {
      return scores.map((score, which) => ({ index: offset + values.length - count + which, score }));
    }
  }
  return [];
}

/** Without any noise each difference is beyond all measure: a number nevertheless, since JSON has no infinity. */
const scoreOf = (difference: number, deviation: number) =>
  difference === 0 ? 0 : Math.sign(difference) * Math.min(MOST_SCORE, Math.abs(difference) / deviation);
