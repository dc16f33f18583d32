import { sorted } from '../sorted.ts';
import { bestSplit } from '../twoGroups.ts';
import { medianOf } from './spread.ts';

export interface TwoModes {
  readonly lower: number;
  readonly upper: number;
  /** Share of the values in the upper mode. */
  readonly upperShare: number;
}

const FEWEST_VALUES = 30;
const SMALLEST_SHARE = 0.1;
/** One normal distribution, split in the middle, has 26 % of its values in the middle half between the medians of its parts. */
const MOST_IN_GAP = 0.05;
/** A series that changes its level switches once; one that is drawn from two modes, half as often as it has values. */
const LEAST_SWITCHING = 0.3;

/**
 * Two levels between which a series switches to and fro, with next to nothing between them; null where there are none. The gap is the
 * middle half of what lies between the medians of both, and the switches are those of the run test of Wald and Wolfowitz (1940).
 */
export function findTwoModes(values: readonly number[]): TwoModes | null {
  const n = values.length;
  if (n < FEWEST_VALUES) return null;
  const order = sorted(values);
  const { at } = bestSplit(order, Math.ceil(SMALLEST_SHARE * n));
  const [lower, upper] = [medianOf(order.slice(0, at)), medianOf(order.slice(at))];
  const quarter = (upper - lower) / 4;
  const inGap = order.filter((value) => value > lower + quarter && value < upper - quarter).length;
  if (!(quarter > 0) || inGap > MOST_IN_GAP * n) return null;
  const middle = (lower + upper) / 2;
  const switches = values.filter((value, index) => index > 0 && value > middle !== values[index - 1]! > middle).length;
  const expected = (2 * at * (n - at)) / n;
  return switches >= Math.max(4, LEAST_SWITCHING * expected) ? { lower, upper, upperShare: (n - at) / n } : null;
}
