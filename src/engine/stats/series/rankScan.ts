import type { IndexRange } from './seededIntervals.ts';

export interface RankSplit {
  /** First index of the right part. */
  readonly at: number;
  /** Standardised rank sum of the right part, in absolute value. */
  readonly z: number;
}

export interface RankScan {
  /** The split of a range with the largest |z| and at least `leastSide` values in each part; null where none is possible. */
  readonly best: (range: IndexRange, leastSide: number) => RankSplit | null;
  /** Signed z of one split of a range: above 0 where the right part is larger. 0 where all values are equal. */
  readonly at: (range: IndexRange, at: number) => number;
}

/**
 * Wilcoxon rank-sum statistics of any part of one series, standardised with its variance under ties: Wilcoxon (1945); Lehmann (1975),
 * "Nonparametrics", section 1.4. The series is ranked once, so that each part only sorts whole numbers.
 */
export function rankScan(values: readonly number[]): RankScan {
  const codes = denseRanks(values);
  const midRanks = new Float64Array(values.length);

  /** Fills `midRanks` for the codes in the range; gives the variance of a rank sum but for the factor of the sides. */
  const rank = ({ start, end }: IndexRange): number => {
    const order = codes.slice(start, end).toSorted();
    const n = order.length;
    let tieTerm = 0;
    for (let from = 0; from < n;) {
      let to = from + 1;
      while (to < n && order[to] === order[from]) to += 1;
      midRanks[order[from]!] = (from + 1 + to) / 2;
      tieTerm += (to - from) ** 3 - (to - from);
      from = to;
    }
    return (n + 1 - tieTerm / (n * (n - 1))) / 12;
  };
  const standardise = (sumBelow: number, left: number, n: number, variance: number) =>
    variance > 0 ? ((left * (n + 1)) / 2 - sumBelow) / Math.sqrt(variance * left * (n - left)) : 0;

  return {
    best(range, leastSide) {
      const n = range.end - range.start;
      if (n < 2 * leastSide) return null;
      const variance = rank(range);
      let best: RankSplit | null = null;
      let sumBelow = 0;
      for (let left = 1; left <= n - leastSide; left += 1) {
        sumBelow += midRanks[codes[range.start + left - 1]!]!;
        if (left < leastSide) continue;
        const z = Math.abs(standardise(sumBelow, left, n, variance));
        if (!best || z > best.z) best = { at: range.start + left, z };
      }
      return best;
    },
    at(range, at) {
      const variance = rank(range);
      let sumBelow = 0;
      for (let index = range.start; index < at; index += 1) sumBelow += midRanks[codes[index]!]!;
      return standardise(sumBelow, at - range.start, range.end - range.start, variance);
    },
  };
}

/** Place of each value among the different values, from 0. */
function denseRanks(values: readonly number[]): Int32Array {
  const order = Float64Array.from(values).toSorted();
  const places = new Map<number, number>();
  for (const value of order) if (!places.has(value)) places.set(value, places.size);
  return Int32Array.from(values, (value) => places.get(value)!);
}
