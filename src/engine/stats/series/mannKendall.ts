import { normalCdf } from '../normal.ts';
import { orderOf } from '../orderOf.ts';
import { rankAutocorrelation, shrinkFactor } from './autocorrelation.ts';
import { turnPoints } from './turnPoints.ts';

export interface MannKendall {
  /** Pairs that rise less pairs that fall, of all n (n - 1) / 2. */
  readonly s: number;
  /** s over the most that it could be with these ties: Kendall's tau-b of the values against their order, -1 to 1. */
  readonly tau: number;
  /** Standardised, with continuity correction and variance under ties. */
  readonly z: number;
  /** Two-sided, that there is no trend. */
  readonly p: number;
}

/**
 * Whether values rise or fall with their order: Mann (1945), "Nonparametric tests against trend", Econometrica 13; variance under ties by
 * Kendall (1975), "Rank correlation methods". Values that follow each other are taken for independent; see `trendP`. In O(n log n).
 */
export function mannKendall(values: readonly number[]): MannKendall {
  const n = values.length;
  const pairs = (n * (n - 1)) / 2;
  const ties = tieCounts(values);
  const tiedPairs = ties.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0);
  const s = pairs - tiedPairs - 2 * countFalls(values);
  const variance = (n * (n - 1) * (2 * n + 5) - ties.reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0)) / 18;
  const z = variance > 0 ? (s - Math.sign(s)) / Math.sqrt(variance) : 0;
  const most = Math.sqrt(pairs * (pairs - tiedPairs));
  return { s, tau: most > 0 ? s / most : 0, z, p: 2 * normalCdf(-Math.abs(z)) };
}

/** Its p after z was shrunk for the autocorrelation of the residuals from a line. */
export function trendP({ z }: MannKendall, residuals: readonly number[]): number {
  const rho = rankAutocorrelation(residuals, 1);
  return 2 * normalCdf(-Math.abs(z) * shrinkFactor(rho));
}

/** Sizes of the groups of equal values. */
export function tieCounts(values: readonly number[]): number[] {
  const order = orderOf(values);
  const counts: number[] = [];
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    counts.push(end - start);
    start = end;
  }
  return counts;
}

/** Pairs whose later value is the smaller one: those that change their order when all are put in order (Knight 1966). */
export function countFalls(values: ArrayLike<number>): number {
  const points = { places: new Float64Array(values.length), values: Float64Array.from(values) };
  return turnPoints(points, Uint32Array.from(points.values.keys()), 0, []).turns;
}
