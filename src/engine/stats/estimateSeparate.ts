import { plannedError } from './blocksToSettle.ts';
import { comparisonTests } from './comparisonTests.ts';
import { logarithms, sideInTwoGroups, UNKNOWN, type EstimateAlone } from './estimatePaired.ts';
import { judge, smallestDetectable } from './judge.ts';
import { trimShareAt } from './looks.ts';
import { median } from './quantile.ts';
import { sorted } from './sorted.ts';
import { trimmedEstimate, type CentreEstimate } from './trimmedEstimate.ts';
import { trimmedMean } from './trimmedMean.ts';
import { yuenDifference } from './yuen.ts';

/** How much a benchmark's result differs from one run to the next of the same code on the same machine. */
export interface BetweenRuns {
  /** Standard deviation of a run, as a share: 0.018 for 1.8 %. */
  readonly sd: number;
  /** Of `sd`: one less than the number of runs that it comes from. Infinite when it is certain. */
  readonly degreesOfFreedom: number;
}

/**
 * Where the history of a benchmark does not tell: about 60 pairs of unpaired measurements of the same code on a busy machine differed
 * with a robust standard deviation of 2.5 %, so one of them strays by 1.8 %. A quiet machine does better.
 */
export const TYPICAL_BETWEEN_RUNS: BetweenRuns = { sd: 0.018, degreesOfFreedom: 60 };

/**
 * What two stored runs that were not interleaved say about one benchmark. Yuen's trimmed t on the logarithms of the block medians sees
 * the blocks' noise only, not what all blocks of a run share: the temperature, the memory, the neighbours of that hour. So twice the
 * squared `betweenRuns.sd` is added to the squared standard error, with its own degrees of freedom (`summedFreedom`): one pair of runs
 * cannot show less than that, however many blocks they have. A run ends when its interval is narrow, never because of a difference, so
 * there are no looks to correct for. Nothing about these runs settles an inconclusive verdict, so `toSettle` is null: measure both
 * together. `noise` is that of the difference of one block of each.
 * @throws RangeError when a side has no block, or a time is not finite or not above 0
 */
export function estimateSeparate(
  baselineBlockMediansNs: readonly number[],
  candidateBlockMediansNs: readonly number[],
  { margin, betweenRuns }: { readonly margin: number; readonly betweenRuns: BetweenRuns },
): EstimateAlone {
  const logs = [logarithms(baselineBlockMediansNs), logarithms(candidateBlockMediansNs)] as const;
  const [baseline, candidate] = [estimateOf(logs[0]), estimateOf(logs[1])];
  const known = {
    ratio: Math.exp(centreOf(logs[1]) - centreOf(logs[0])),
    margin,
    baselineNs: median(sorted(baselineBlockMediansNs)),
    candidateNs: median(sorted(candidateBlockMediansNs)),
    toSettle: null,
    goingOn: null,
  };
  if (baseline === null || candidate === null) return { ...known, ...UNKNOWN };
  const between = { variance: 2 * Math.log1p(betweenRuns.sd) ** 2, degreesOfFreedom: betweenRuns.degreesOfFreedom };
  const difference = yuenDifference(baseline, candidate, [between]);
  const noiseOf = (side: 0 | 1, { standardError }: CentreEstimate) => standardError / plannedError(logs[side].length).standardError;
  return {
    ...known,
    ...judge(difference, margin, 1),
    noise: Math.expm1(Math.hypot(noiseOf(0, baseline), noiseOf(1, candidate))),
    smallestDetectable: smallestDetectable(difference, margin, 1),
    twoModes: sideInTwoGroups(...logs, margin),
    tests: comparisonTests(...logs, null),
  };
}

const centreOf = (logs: readonly number[]) => trimmedMean(sorted(logs), trimShareAt(logs.length));
const estimateOf = (logs: readonly number[]) => trimmedEstimate(sorted(logs), trimShareAt(logs.length));
