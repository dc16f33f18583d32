import { normalCdf, normalQuantile } from '../normal.ts';
import { ranksOf, type Ranks } from '../ranks.ts';
import { autocorrelation, autocorrelations } from './autocorrelation.ts';
import { leastSquares } from './leastSquares.ts';

export interface Season {
  /** Values after which it comes again. */
  readonly period: number;
  /** Autocorrelation at the period after trend and memory were taken away, 0 to 1. */
  readonly strength: number;
  /** That the phases of the period are alike, times the number of periods that were tried; below 0.01. */
  readonly p: number;
}

const ALPHA = 0.01;
const FEWEST_CYCLES = 3;
const MOST_PERIOD = 1000;
/** A multiple of the period correlates as well as the period: the shortest that is nearly as strong is it. */
const NEARLY = 0.7;

/**
 * A proven period, or null. A line and the lag-1 memory are taken away first, since both make far values alike. Then a period is a peak of
 * the autocorrelations beyond what the largest of so many would be by chance (Bartlett 1946), whose phases differ by the test of
 * Kruskal and Wallis (1952), with as many tests allowed for as there are periods; at least three cycles must be there.
 */
export function findSeason(values: readonly number[]): Season | null {
  const n = values.length;
  const longest = Math.min(MOST_PERIOD, Math.floor(n / FEWEST_CYCLES));
  if (longest < 2) return null;
  const fresh = withoutMemory(values);
  const correlations = autocorrelations(fresh, longest + 1);
  const least = -normalQuantile(ALPHA / (2 * longest)) / Math.sqrt(n);
  const ranked = ranksOf(fresh);
  const seasons: Season[] = [];
  for (let period = 2; period <= longest; period += 1) {
    const strength = correlations[period]!;
    if (strength < least || strength < correlations[period - 1]! || strength < correlations[period + 1]!) continue;
    const p = Math.min(1, phasesP(ranked, period) * longest);
    if (p < ALPHA) seasons.push({ period, strength, p });
  }
  const strongest = Math.max(...seasons.map(({ strength }) => strength));
  return seasons.find(({ strength }) => strength >= NEARLY * strongest) ?? null;
}

function withoutMemory(values: readonly number[]): number[] {
  const { slope } = leastSquares([...values.keys()], values, 0.95);
  const level = values.map((value, index) => value - slope * index);
  const rho = Math.max(0, autocorrelation(level, 1));
  return level.slice(1).map((value, index) => value - rho * level[index]!);
}

/** Kruskal and Wallis over the phases; chi squared by the cube root of Wilson and Hilferty (1931). */
function phasesP({ ranks, tieTerm }: Ranks, period: number): number {
  const n = ranks.length;
  const sums = Array.from({ length: period }, () => 0);
  const counts = sums.slice();
  for (const [index, rank] of ranks.entries()) {
    sums[index % period]! += rank;
    counts[index % period]! += 1;
  }
  const spread = 1 - tieTerm / (n ** 3 - n);
  if (spread === 0) return 1;
  const squares = sums.reduce((total, sum, phase) => total + sum ** 2 / counts[phase]!, 0);
  const h = ((12 / (n * (n + 1))) * squares - 3 * (n + 1)) / spread;
  const k = period - 1;
  const z = (Math.cbrt(h / k) - (1 - 2 / (9 * k))) / Math.sqrt(2 / (9 * k));
  return normalCdf(-z);
}
