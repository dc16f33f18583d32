import { medianOf, robustSpread } from './spread.ts';

export interface CusumOptions {
  /** What the values should be; the median unless given. */
  readonly target?: number;
  /** In the unit of the values: half the shift that is to be found; half a spread unless given. */
  readonly slack?: number;
  /** In the unit of the values; five spreads unless given. */
  readonly limit?: number;
}

export interface Cusum {
  readonly target: number;
  readonly slack: number;
  readonly limit: number;
  /** Sums of what exceeds `target + slack`, and of what falls short of `target - slack`; never below 0. */
  readonly high: readonly number[];
  readonly low: readonly number[];
  /** Indices at which a sum goes over the limit. */
  readonly alarms: readonly number[];
}

/**
 * Cumulative sums, a view of slow shifts: Page (1954), "Continuous inspection schemes", Biometrika 41, in its tabular form with the defaults of
 * Montgomery, "Introduction to statistical quality control". Made for independent values with a known level, so it alarms far too often
 * on benchmarks to decide anything: `docs/accuracy.md` tells how often.
 * @throws RangeError when there are no values, or one is not finite
 */
export function cusum(values: readonly number[], options: CusumOptions = {}): Cusum {
  const target = options.target ?? medianOf(values);
  const spread = robustSpread(values, medianOf(values));
  const slack = options.slack ?? spread / 2;
  const limit = options.limit ?? 5 * spread;
  const high: number[] = [];
  const low: number[] = [];
  const alarms: number[] = [];
  let [above, below] = [0, 0];
  for (const [index, value] of values.entries()) {
    const wasOver = above > limit || below > limit;
    above = Math.max(0, above + value - target - slack);
    below = Math.max(0, below + target - value - slack);
    if (!wasOver && (above > limit || below > limit)) alarms.push(index);
    high.push(above);
    low.push(below);
  }
  return { target, slack, limit, high, low, alarms };
}
