import { mean, sampleVariance } from 'simple-statistics';
import { mannWhitneyTest } from './mannWhitney.ts';
import { roundingOf } from './welch.ts';

/**
 * How far the second mean lies above the first, in pooled standard deviations: Cohen (1988), "Statistical Power Analysis for the
 * Behavioral Sciences", section 2.5.1. Samples without a spread are given that of rounding, so that the number stays finite.
 * @throws RangeError when there are fewer than 3 values on both sides together, or none on one
 */
export function cohenD(first: readonly number[], second: readonly number[]): number {
  const freedom = first.length + second.length - 2;
  if (Math.min(first.length, second.length) < 1 || freedom < 1) throw new RangeError("Cohen's d needs three values, on both sides");
  const squares = (values: readonly number[]) => (values.length < 2 ? 0 : sampleVariance(values.slice()) * (values.length - 1));
  const [firstMean, secondMean] = [mean(first.slice()), mean(second.slice())];
  const deviation = Math.sqrt((squares(first) + squares(second)) / freedom);
  return (secondMean - firstMean) / Math.max(deviation, roundingOf(firstMean, secondMean));
}

/**
 * Share of pairs in which the second sample's value is larger, less the share in which it is smaller: -1 to 1. Cliff (1993),
 * "Dominance statistics: ordinal analyses to answer ordinal questions", Psychological Bulletin 114.
 * @throws RangeError when a sample is empty or a value is not finite
 */
export function cliffsDelta(first: readonly number[], second: readonly number[]): number {
  return (2 * mannWhitneyTest(first, second).u) / (first.length * second.length) - 1;
}
