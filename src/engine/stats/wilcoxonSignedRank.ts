import { normalCdf } from './normal.ts';
import { ranksOf } from './ranks.ts';

export interface SignedRankTest {
  /** Sum of the ranks of the positive values (R calls it V). */
  readonly w: number;
  /** Two-sided. */
  readonly p: number;
}

/** 2 to this power, the number of sign patterns, is a whole number that a double holds exactly. */
const MOST_FOR_EXACT = 50;

/**
 * Whether values lie symmetrically around 0: Wilcoxon (1945), "Individual comparisons by ranking methods", Biometrics Bulletin 1.
 * Zeros are left out, as he did. Exact with up to 50 values, no zeros and no ties; else the normal distribution with corrections
 * for ties and continuity, as R's `wilcox.test` does.
 * @throws RangeError when a value is not finite
 */
export function signedRankTest(values: readonly number[]): SignedRankTest {
  const counted = values.filter((value) => value !== 0);
  const n = counted.length;
  const { ranks, tieTerm } = ranksOf(counted.map(Math.abs));
  const w = ranks.reduce((sum, rank, place) => sum + (counted[place]! > 0 ? rank : 0), 0);
  const most = (n * (n + 1)) / 2;
  if (tieTerm === 0 && n === values.length && n <= MOST_FOR_EXACT) return { w, p: exactP(Math.min(w, most - w), n) };
  const variance = (most * (2 * n + 1)) / 12 - tieTerm / 48;
  // All values are zeros.
  if (!(variance > 0)) return { w, p: 1 };
  const distance = Math.max(Math.abs(w - most / 2) - 0.5, 0);
  return { w, p: 2 * normalCdf(-distance / Math.sqrt(variance)) };
}

function exactP(smaller: number, n: number): number {
  // How many subsets of the ranks 1 to n have each sum up to `smaller`.
  const counts: number[] = Array.from({ length: smaller + 1 }, (_, sum) => (sum === 0 ? 1 : 0));
  for (let rank = 1; rank <= n; rank += 1) {
    for (let sum = smaller; sum >= rank; sum -= 1) counts[sum]! += counts[sum - rank]!;
  }
  return Math.min(1, (2 * counts.reduce((sum, count) => sum + count, 0)) / 2 ** n);
}
