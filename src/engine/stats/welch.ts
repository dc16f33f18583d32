import { mean, sampleVariance } from 'simple-statistics';
import { summedFreedom } from './satterthwaite.ts';
import { studentTCdf } from './studentT.ts';

export interface WelchTest {
  /** Above 0 where the second sample is larger. */
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Whether two samples have one mean, whatever their variances: Welch (1947), "The generalization of Student's problem when several
 * different population variances are involved", Biometrika 34. Samples without a spread are given that of rounding, so that
 * every number stays finite.
 * @throws RangeError when a sample has fewer than 2 values
 */
export function welchTest(first: readonly number[], second: readonly number[]): WelchTest {
  if (Math.min(first.length, second.length) < 2) throw new RangeError("Welch's test needs at least two values a side");
  const [firstMean, secondMean] = [mean(first.slice()), mean(second.slice())];
  const parts = [first, second].map((values) => ({
    variance: sampleVariance(values.slice()) / values.length,
    degreesOfFreedom: values.length - 1,
  }));
  const standardError = Math.sqrt(parts.reduce((sum, { variance }) => sum + variance, 0));
  const t = (secondMean - firstMean) / Math.max(standardError, roundingOf(firstMean, secondMean));
  const degreesOfFreedom = summedFreedom(parts);
  return { t, degreesOfFreedom, p: 2 * studentTCdf(-Math.abs(t), degreesOfFreedom) };
}

/** How far rounding alone may move a value as large as these; above 0. */
export function roundingOf(...values: readonly number[]): number {
  return Number.EPSILON * Math.max(...values.map(Math.abs), Number.EPSILON);
}
