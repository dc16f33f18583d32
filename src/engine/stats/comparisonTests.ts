import type { ComparisonTests } from '../../model/comparison.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { cliffsDelta, cohenD } from './effectSizes.ts';
import { DIFFERENCE_CONFIDENCE } from './judge.ts';
import { trimShareAt } from './looks.ts';
import { mannWhitneyTest } from './mannWhitney.ts';
import { sorted, type Sorted } from './sorted.ts';
import { trimmedMean } from './trimmedMean.ts';
import { welchTest } from './welch.ts';
import { signedRankTest } from './wilcoxonSignedRank.ts';

const centre = (values: Sorted) => trimmedMean(values, trimShareAt(values.length));

/**
 * The tests and effect sizes of `ComparisonTests`, over logarithms of block medians; `logRatios`, one a block, where the blocks are
 * paired, else null. None is corrected for the looks: they are for the reader, the verdict does not follow from them.
 */
export function comparisonTests(
  logBaseline: readonly number[],
  logCandidate: readonly number[],
  logRatios: readonly number[] | null,
): ComparisonTests {
  const { low, high, confidence } = logRatios
    ? bootstrapInterval([sorted(logRatios)], ([ratios]) => centre(ratios!), DIFFERENCE_CONFIDENCE)
    : bootstrapInterval(
        [sorted(logBaseline), sorted(logCandidate)],
        ([baseline, candidate]) => centre(candidate!) - centre(baseline!),
        DIFFERENCE_CONFIDENCE,
      );
  return {
    welch: welchTest(logBaseline, logCandidate),
    mannWhitney: mannWhitneyTest(logBaseline, logCandidate),
    wilcoxon: logRatios && signedRankTest(logRatios),
    cohenD: cohenD(logBaseline, logCandidate),
    cliffsDelta: cliffsDelta(logBaseline, logCandidate),
    bootstrap: { low: Math.exp(low), high: Math.exp(high), confidence },
  };
}
