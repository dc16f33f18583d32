import { normalCdf } from './normal.ts';
import { ranksOf } from './ranks.ts';

export interface MannWhitneyTest {
  /** Pairs in which the value of the second sample is the larger one; ties count half. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
}

/** With so many values a side all counts of orderings are whole numbers that a double holds exactly. */
const MOST_FOR_EXACT = 25;

/**
 * Whether values of one sample tend to be larger: Mann and Whitney (1947), "On a test of whether one of two random variables is
 * stochastically larger than the other", Ann. Math. Stat. 18. Exact with up to 25 values a side and no ties; else the normal
 * distribution with corrections for ties and continuity (Lehmann 1975, "Nonparametrics", section 1.4), as R's `wilcox.test` does.
 * @throws RangeError when a sample is empty or a value is not finite
 */
export function mannWhitneyTest(first: readonly number[], second: readonly number[]): MannWhitneyTest {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) throw new RangeError('the test of Mann and Whitney needs values on both sides');
  const { ranks, tieTerm } = ranksOf([...first, ...second]);
  const u = ranks.slice(m).reduce((sum, rank) => sum + rank, 0) - (n * (n + 1)) / 2;
  if (tieTerm === 0 && Math.max(m, n) <= MOST_FOR_EXACT) return { u, p: exactP(Math.min(u, m * n - u), m, n) };
  const variance = ((m * n) / 12) * (m + n + 1 - tieTerm / ((m + n) * (m + n - 1)));
  // All values are equal.
  if (!(variance > 0)) return { u, p: 1 };
  const distance = Math.max(Math.abs(u - (m * n) / 2) - 0.5, 0);
  return { u, p: 2 * normalCdf(-distance / Math.sqrt(variance)) };
}

function exactP(smaller: number, m: number, n: number): number {
  const counts = orderings(m, n);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const tail = counts.slice(0, smaller + 1).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (2 * tail) / total);
}

/**
 * How many of the orderings of m and n values have each u, 0 to m n: the coefficients of the Gaussian binomial coefficient, the
 * product of (1 - q^(n + i)) / (1 - q^i) over i = 1 to m.
 */
function orderings(m: number, n: number): number[] {
  const counts: number[] = Array.from({ length: m * n + 1 }, (_, u) => (u === 0 ? 1 : 0));
  for (let i = 1; i <= m; i += 1) {
    for (let u = counts.length - 1; u >= n + i; u -= 1) counts[u]! -= counts[u - n - i]!;
    for (let u = i; u < counts.length; u += 1) counts[u]! += counts[u - i]!;
  }
  return counts;
}
