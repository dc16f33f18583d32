import type { SeriesChanges } from '../../model/series.ts';
import { median, sorted } from '../stats/index.ts';

/** With fewer repetitions one of them that was disturbed would tell all. */
const FEWEST_REPEATS = 4;
/** By it a median absolute deviation estimates the standard deviation of normal values. */
const NORMAL_DEVIATION = 1.4826;

/**
 * How much runs of the same code differ: the standard deviation of a run, from the median of the absolute differences between runs of
 * one commit. 0 where too few commits were measured more than once.
 * @param results the values of each commit
 * @param scale `ratio`: of logarithms, values that have none aside
 */
export function runSpread(results: readonly (readonly number[])[], scale: SeriesChanges['scale']): number {
  const differences = results.flatMap((values) => {
    const scaled = scale === 'ratio' ? values.filter((value) => value > 0).map(Math.log) : values;
    return scaled.slice(1).map((value, index) => Math.abs(value - scaled[index]!));
  });
  // A difference of two has twice the variance of one.
  return differences.length < FEWEST_REPEATS ? 0 : (NORMAL_DEVIATION * median(sorted(differences))) / Math.SQRT2;
}
