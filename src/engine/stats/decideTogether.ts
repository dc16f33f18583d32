import type { ComparisonEstimate } from '../../model/comparison.ts';
import { adjustTogether } from './benjaminiHochberg.ts';
import { blocksToSettle } from './blocksToSettle.ts';
import type { EstimateAlone } from './estimatePaired.ts';
import { DIFFERENCE_CONFIDENCE } from './judge.ts';

/** Whether measuring may stop: there is a verdict. */
export const isSettled = ({ verdict }: Pick<ComparisonEstimate, 'verdict'>): boolean => verdict !== 'inconclusive';

/**
 * The verdicts of benchmarks that were compared together. Among many benchmarks some look different by luck: `slower` and `faster` stay
 * only where Benjamini and Hochberg's procedure on the p of the trimmed t, corrected for the looks, rejects at 1 %, so that of
 * those reported 1 in 100 is wrong; the others become `inconclusive`, with what would probably settle them. `same` stays: it is
 * no alarm. The p values hold whenever one stops, so this may be asked after every round of blocks, and those it demotes measured on.
 */
export function decideTogether(estimates: readonly EstimateAlone[]): ComparisonEstimate[] {
  const tested = estimates.flatMap(({ p }) => (p === null ? [] : [p]));
  const adjusted = adjustTogether(tested);
  const level = 1 - DIFFERENCE_CONFIDENCE;
  // One more alarm stands when its p is so many times as small as it has to be alone.
  const strictness = (1 + adjusted.filter((p) => p <= level).length) / tested.length;
  let next = 0;
  return estimates.map(({ goingOn, ...estimate }) => {
    const adjustedP = estimate.p === null ? null : adjusted[next++]!;
    const isAlarm = estimate.verdict === 'slower' || estimate.verdict === 'faster';
    if (!isAlarm || adjustedP === null || adjustedP <= level) return { ...estimate, adjustedP };
    return { ...estimate, adjustedP, verdict: 'inconclusive', toSettle: settling(estimate, goingOn, strictness) };
  });
}

function settling(
  { ratio, noise, margin }: Omit<EstimateAlone, 'goingOn'>,
  goingOn: EstimateAlone['goingOn'],
  strictness: number,
): ComparisonEstimate['toSettle'] {
  if (goingOn === null || noise === null) return null;
  const { blocks, mostBlocks, secondsPerBlock } = goingOn;
  const course = { logRatio: Math.log(ratio), logNoise: Math.log1p(noise), blocks, margin };
  const more = blocksToSettle(course, mostBlocks, strictness);
  return more === null ? null : { blocks: more, seconds: more * secondsPerBlock };
}
