import { mean } from 'simple-statistics';
import { median } from './quantile.ts';
import { sorted, type Sorted } from './sorted.ts';

export interface ValueGroup {
  readonly median: number;
  readonly count: number;
}

export interface TwoGroups {
  readonly lower: ValueGroup;
  readonly upper: ValueGroup;
}

/** Normal quantile of the level. 1 in 4,300 on paper; see the docstring for what simulation says. */
const CRITICAL_Z = 3.5;
/** Below this any split of normal data looks like two groups. */
const FEWEST_VALUES = 6;
/** One odd value is an outlier, not a group: the smaller group has at least 2 values and a fifth of all. */
const SMALLEST_SHARE = 0.2;

/**
 * Tells whether few values fall into two groups with a gap, and which; null when not.
 *
 * Engelman and Hartigan (1969), "Percentage points of a test for clusters", JASA 64: of all splits of the sorted values take
 * the one with the largest ratio of the squares between groups to those within, B / W. For n normal values
 * log(1 + B / W) is about normal with mean -log(1 - 2 / pi) + 2.4 / (n - 2) and variance 1 / (n - 2) (Hartigan 1975,
 * "Clustering Algorithms", section 4.8). Added to their test: the smallest group, a gap of at least half the range of the
 * wider group (an even spread has none), and `minDistance` between the group medians, in the unit of the values.
 * Simulated, one sample of normal values in 90 is called two groups with n = 6, in 170 with n = 9, fewer beyond; t values
 * with 3 degrees of freedom less often. Groups of 40 and 60 % that lie 10 standard deviations apart are found in 1 of
 * 2 samples with n = 6 and in 9 of 10 from n = 9.
 */
export function twoGroups(values: Sorted, minDistance = 0): TwoGroups | null {
  const n = values.length;
  if (n < FEWEST_VALUES) return null;
  const { at, ratio } = bestSplit(values, Math.max(2, Math.ceil(SMALLEST_SHARE * n)));
  const expected = -Math.log(1 - 2 / Math.PI) + 2.4 / (n - 2);
  if (!(Math.log1p(ratio) > expected + CRITICAL_Z / Math.sqrt(n - 2))) return null;

  const gap = values[at]! - values[at - 1]!;
  const widest = Math.max(values[at - 1]! - values[0]!, values[n - 1]! - values[at]!);
  const lower = { median: median(sorted(values.slice(0, at))), count: at };
  const upper = { median: median(sorted(values.slice(at))), count: n - at };
  return gap >= widest / 2 && upper.median - lower.median >= minDistance ? { lower, upper } : null;
}

/** The split before index `at` with the largest B / W; infinite when both groups are single points. */
export function bestSplit(values: Sorted, smallest: number): { at: number; ratio: number } {
  const n = values.length;
  // Deviations from the mean, so that large values with a small spread keep their digits.
  const centre = mean(values.slice());
  const total = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  let best = { at: smallest, ratio: 0 };
  let below = 0;
  for (let at = 1; at <= n - smallest; at += 1) {
    below += values[at - 1]! - centre;
    const between = (below ** 2 * n) / (at * (n - at));
    // Rounding may leave less than nothing within.
    const ratio = between === 0 ? 0 : between / Math.max(total - between, 0);
    if (at >= smallest && ratio > best.ratio) best = { at, ratio };
  }
  return best;
}
