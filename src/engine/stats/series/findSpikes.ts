import { orderOf } from '../orderOf.ts';
import { robustSpread } from './spread.ts';

export interface Spike {
  /** First and last index; one or two values. */
  readonly first: number;
  readonly last: number;
  readonly confidence: number;
}

const LONGEST = 2;
const LEAST_SPREADS = 6;
const ALPHA = 0.01;
/**
 * Exponent of the heaviest tails that are taken for usual, Student's t with 3 degrees of freedom: there the largest of many values is r
 * times the next one with a probability of r^-3.
 */
const TAIL = 3;

/**
 * One or two values far out of what the series else does, that return: the first and the last of all values may as well be another
 * level. How far it usually strays is told by the largest residuals that are no spikes: a series that makes a slow value now and then
 * has none.
 * @param residuals around the levels
 */
export function findSpikes(residuals: Float64Array): Spike[] {
  const distances = residuals.map(Math.abs);
  const order = orderOf(distances.map((distance) => -distance));
  const spread = robustSpread(residuals, 0);
  const most = Math.max(4, Math.floor(residuals.length / 50));
  let count = 0;
  let confidence = 0;
  for (let which = 0; which < Math.min(most, order.length - 1); which += 1) {
    const [distance, next] = [distances[order[which]!]!, Math.max(distances[order[which + 1]!]!, spread)];
    if (!(distance > LEAST_SPREADS * spread)) break;
    const chance = (next / distance) ** TAIL;
    if (chance < ALPHA) [count, confidence] = [which + 1, 1 - chance];
  }
  return runsOf([...order.subarray(0, count)], residuals)
    .filter(([first, last]) => last - first < LONGEST && first > 0 && last < residuals.length - 1)
    .map(([first, last]) => ({ first, last, confidence }));
}

/** Neighbouring indices whose residuals have one sign, as first and last. */
function runsOf(indices: readonly number[], residuals: Float64Array): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const index of indices.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && index === run[1] + 1 && residuals[index]! > 0 === residuals[run[1]]! > 0) run[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}
