import { medianOf } from './spread.ts';

/** Values on each side that a jump must have moved. */
const WINDOW = 5;
const FEWEST = 3;
const ALPHA = 0.01;
/** As in `findSpikes`: the exponent of tails of Student's t with 3 degrees of freedom. */
const TAIL = 3;
/** Most jumps that are told from all other differences. */
const MOST_SHARE = 0.05;

/**
 * Places at which a series jumps as it does nowhere else, and stays: index of the first value after each, with its probability by chance. For
 * series that resemble themselves so much that ranks can prove nothing, however far they jump: there the single differences do. Both the
 * difference to the value before and that of the medians of five values on both sides must be far larger than all others.
 */
export function findJumps(values: readonly number[]): Map<number, number> {
  const sizes = values.map((value, index) => {
    const [before, after] = [values.slice(Math.max(0, index - WINDOW), index), values.slice(index, index + WINDOW)];
    if (before.length < FEWEST || after.length < FEWEST) return 0;
    return Math.min(Math.abs(value - values[index - 1]!), Math.abs(medianOf(after) - medianOf(before)));
  });
  const order = [...sizes.keys()].toSorted((a, b) => sizes[b]! - sizes[a]!);
  const most = Math.max(3, Math.floor(MOST_SHARE * values.length));
  let jumps = new Map<number, number>();
  for (let count = 1; count <= Math.min(most, order.length - 1); count += 1) {
    const [smallest, next] = [sizes[order[count - 1]!]!, sizes[order[count]!]!];
    // Nothing else differs at all where there is no noise: ranks tell that better.
    if (next === 0) break;
    const chance = (next / smallest) ** TAIL;
    if (chance < ALPHA) jumps = new Map(order.slice(0, count).map((index) => [index, chance]));
  }
  return jumps;
}
