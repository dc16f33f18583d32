import type { Interval } from '../../model/measurement.ts';

interface Ratio {
  /** Above 0, finite. */
  readonly ratio: number;
  readonly interval: Interval | null;
}

/**
 * Product of ratios that were measured independently of each other; 1 for none. The distances from the ratio to the ends of its interval add
 * up in quadrature on the log scale, each side for itself (JCGM 100:2008, 5.1.2: the uncertainty of a sum of independent quantities). Without
 * the interval of one there is none of the product.
 */
export function productOfRatios(ratios: readonly Ratio[]): Ratio {
  return combined(ratios, 1);
}

/** Geometric mean of ratios that were measured independently of each other, with an interval as `productOfRatios` has it; 1 for none. */
export function geometricMean(ratios: readonly Ratio[]): Ratio {
  return combined(ratios, Math.max(1, ratios.length));
}

function combined(ratios: readonly Ratio[], root: number): Ratio {
  const center = sum(ratios.map(({ ratio }) => Math.log(ratio))) / root;
  const ratio = Math.exp(center);
  const intervals = ratios.flatMap(({ interval }) => interval ?? []);
  if (intervals.length === 0 || intervals.length < ratios.length) return { ratio, interval: null };
  const side = (end: 'low' | 'high') => Math.hypot(...ratios.map((one) => Math.log(one.interval![end] / one.ratio))) / root;
  const confidence = Math.min(...intervals.map((interval) => interval.confidence));
  return { ratio, interval: { low: Math.exp(center - side('low')), high: Math.exp(center + side('high')), confidence } };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
