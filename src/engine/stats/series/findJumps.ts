import { orderOf } from '../orderOf.ts';
import { selectQuantile } from '../select.ts';
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
  const n = values.length;
  const window = new Float64Array(WINDOW);
  const medianFrom = (start: number): number => {
    if (start < 0 || start + WINDOW > n) return medianOf(values.slice(Math.max(0, start), start + WINDOW));
    for (let step = 0; step < WINDOW; step += 1) window[step] = values[start + step]!;
    return selectQuantile(window, 0.5);
  };
  // The window after one place is the one before another.
  const medians = values.map((_, index) => medianFrom(index));
  const sizes = values.map((value, index) => {
    if (index < FEWEST || n - index < FEWEST) return 0;
    return Math.min(
      Math.abs(value - values[index - 1]!),
      Math.abs(medians[index]! - (medians[index - WINDOW] ?? medianFrom(index - WINDOW))),
    );
  });
  const order = orderOf(sizes.map((size) => -size));
  const most = Math.max(3, Math.floor(MOST_SHARE * n));
  let [jumps, chance] = [0, 1];
  for (let count = 1; count <= Math.min(most, n - 1); count += 1) {
    const [smallest, next] = [sizes[order[count - 1]!]!, sizes[order[count]!]!];
    // Nothing else differs at all where there is no noise: ranks tell that better.
    if (next === 0) break;
    const byChance = (next / smallest) ** TAIL;
    if (byChance < ALPHA) [jumps, chance] = [count, byChance];
  }
  return new Map(Array.from(order.subarray(0, jumps), (index) => [index, chance]));
}
