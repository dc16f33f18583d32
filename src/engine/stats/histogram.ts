import { quantile } from './quantile.ts';
import type { Sorted } from './sorted.ts';

export interface Histogram {
  /** Where the first bin begins, in the unit of the values. */
  readonly start: number;
  readonly binWidth: number;
  /** Bins are half open, `[start + i * binWidth, start + (i + 1) * binWidth)`; the last one includes its end. */
  readonly counts: readonly number[];
}

/**
 * Bins as wide as Freedman and Diaconis (1981) say, 2 IQR / cbrt(n), "On the histogram as a density estimator: L2 theory",
 * Z. Wahrscheinlichkeitstheorie 57, but at most `maxBins` of them. All values are counted.
 * @throws RangeError when there are no values
 */
export function histogram(values: Sorted, maxBins: number): Histogram {
  const start = quantile(values, 0);
  const range = quantile(values, 1) - start;
  const ideal = (2 * (quantile(values, 0.75) - quantile(values, 0.25))) / Math.cbrt(values.length);
  // A box without width says nothing about bins; all the width lies outside it, so show as much of that as fits.
  const wanted = range === 0 ? 1 : ideal > 0 ? Math.ceil(range / ideal) : maxBins;
  const bins = Math.max(1, Math.min(wanted, maxBins));
  const binWidth = range / bins;
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const bin = binWidth > 0 ? Math.floor((value - start) / binWidth) : 0;
    counts[Math.min(bin, bins - 1)]! += 1;
  }
  return { start, binWidth, counts };
}
