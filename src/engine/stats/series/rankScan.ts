import { orderOf } from '../orderOf.ts';
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

const NEARLY = 1 - 1e-9;

/**
 * Wilcoxon rank-sum statistics of any part of one series, standardised with its variance under ties: Wilcoxon (1945); Lehmann (1975),
 * "Nonparametrics", section 1.4. The series is ranked once, so that each part only sorts whole numbers.
 */
export function rankScan(values: readonly number[]): RankScan {
  const codes = denseRanks(values);
  const midRanks = new Float64Array(values.length);
  const sort = sorterOf(values.length);

  /** Fills `midRanks` for the codes in the range; gives the variance of a rank sum but for the factor of the sides. */
  const rank = ({ start, end }: IndexRange): number => {
    const order = sort(codes.subarray(start, end));
    const n = end - start;
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
      let [at, z] = [0, -1];
      // A square that tells without a root which splits are not worth one; a little smaller, for what rounding makes of it.
      let least = -1;
      let sumBelow = 0;
      for (let left = 1; left <= n - leastSide; left += 1) {
        sumBelow += midRanks[codes[range.start + left - 1]!]!;
        if (left < leastSide) continue;
        const distance = (left * (n + 1)) / 2 - sumBelow;
        if (distance * distance <= least * left * (n - left)) continue;
        const own = Math.abs(standardise(sumBelow, left, n, variance));
        if (own > z) [at, z, least] = [range.start + left, own, own * own * variance * NEARLY];
      }
      return { at, z };
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
  const order = orderOf(values);
  const places = new Int32Array(values.length);
  for (let which = 1; which < order.length; which += 1) {
    const [index, before] = [order[which]!, order[which - 1]!];
    places[index] = places[before]! + (values[index] === values[before] ? 0 : 1);
  }
  return places;
}

/** From here on two passes by digits are faster than insertion. */
const FEW = 40;

/** Sorts whole numbers from 0 to below `limit`, no more than that many, into an array that the next call overwrites. */
function sorterOf(limit: number): (codes: Int32Array) => Int32Array {
  const bits = Math.ceil(Math.log2(limit + 1) / 2);
  const mask = (1 << bits) - 1;
  const counts = new Int32Array(1 << bits);
  const half = new Int32Array(limit);
  const order = new Int32Array(limit);
  const pass = (from: Int32Array, to: Int32Array, n: number, shift: number) => {
    counts.fill(0);
    for (let index = 0; index < n; index += 1) counts[(from[index]! >> shift) & mask]! += 1;
    let place = 0;
    for (let digit = 0; digit <= mask; digit += 1) {
      const count = counts[digit]!;
      counts[digit] = place;
      place += count;
    }
    for (let index = 0; index < n; index += 1) to[counts[(from[index]! >> shift) & mask]!++] = from[index]!;
  };
  return (codes) => {
    const n = codes.length;
    if (n >= FEW) {
      pass(codes, half, n, 0);
      pass(half, order, n, bits);
      return order;
    }
    for (let index = 0; index < n; index += 1) {
      const code = codes[index]!;
      let place = index;
      for (; place > 0 && order[place - 1]! > code; place -= 1) order[place] = order[place - 1]!;
      order[place] = code;
    }
    return order;
  };
}
