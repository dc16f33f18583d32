import type { ComparisonEstimate } from '../../model/comparison.ts';
import { blocksToSettle, plannedError } from './blocksToSettle.ts';
import { comparisonTests } from './comparisonTests.ts';
import { errorShareAt } from './errorShare.ts';
import { judge, logMargin, smallestDetectable } from './judge.ts';
import { FIRST_LOOK, isLook, trimShareAt } from './looks.ts';
import { median } from './quantile.ts';
import { sorted } from './sorted.ts';
import { trimmedEstimate } from './trimmedEstimate.ts';
import { trimmedMean } from './trimmedMean.ts';
import { twoGroups } from './twoGroups.ts';

/** What one block of a comparison says. */
export interface PairedValues {
  /** Natural logarithms of candidate over baseline, one for each pair of batches that ran one right after the other. */
  readonly logRatios: readonly number[];
  /** Medians of the sides' samples, ns, above 0. */
  readonly baselineNs: number;
  readonly candidateNs: number;
}

export interface PairedOptions {
  /** Changes up to this share do not matter: 0.02 for 2 %. */
  readonly margin: number;
  /** No more blocks will follow, whatever they say. Between the looks nothing else makes a verdict. */
  readonly ended: boolean;
  /** Nobody waits for more blocks than this altogether: `toSettle` is null beyond. */
  readonly mostBlocks: number;
  /** How long a block of this benchmark takes, process start included. */
  readonly secondsPerBlock: number;
}

/** A benchmark's own verdict, before `decideTogether` looks at all that were compared together. */
export interface EstimateAlone extends Omit<ComparisonEstimate, 'adjustedP'> {
  /** How measuring could go on; null where it cannot. */
  readonly goingOn: { readonly blocks: number; readonly mostBlocks: number; readonly secondsPerBlock: number } | null;
}

/**
 * What paired blocks say about one benchmark. The estimate is the 20 % trimmed mean over blocks of the median of each block's log ratios;
 * interval and p are the trimmed t's (`trimmedEstimate`), the verdict is `judge`'s, at the looks (`isLook`) and at the end only, with
 * the error shared out over the looks (`errorShareAt`). Before 6 blocks nothing is trimmed. `noise` is the Winsorized standard
 * deviation, scaled so that it is the usual one where the values are normal. `toSettle` counts what is needed on top of these blocks.
 * @throws RangeError when there is no block, a block has no log ratio, or a number is not finite or a time not above 0
 */
export function estimatePaired(blocks: readonly PairedValues[], options: PairedOptions): EstimateAlone {
  const { margin, ended, mostBlocks, secondsPerBlock } = options;
  const count = blocks.length;
  const ratios = blocks.map((block) => median(sorted(block.logRatios)));
  const centre = trimmedMean(sorted(ratios), trimShareAt(count));
  const logBaseline = logarithms(blocks.map((block) => block.baselineNs));
  const logCandidate = logarithms(blocks.map((block) => block.candidateNs));
  const known = {
    ratio: Math.exp(centre),
    margin,
    baselineNs: median(sorted(blocks.map((block) => block.baselineNs))),
    candidateNs: median(sorted(blocks.map((block) => block.candidateNs))),
    goingOn: { blocks: count, mostBlocks, secondsPerBlock },
  };
  const estimate = trimmedEstimate(sorted(ratios), trimShareAt(count));
  const toSettle = (more: number | null) => (more === null ? null : { blocks: more, seconds: more * secondsPerBlock });
  // Of the noise nothing is known: the first look comes before everything else.
  if (estimate === null) return { ...known, ...UNKNOWN, toSettle: toSettle(FIRST_LOOK <= mostBlocks ? FIRST_LOOK - count : null) };

  const share = errorShareAt(count);
  const judged = judge(estimate, margin, share);
  const verdict = ended || isLook(count) ? judged.verdict : 'inconclusive';
  const logNoise = estimate.standardError / plannedError(count).standardError;
  const course = { logRatio: centre, logNoise, blocks: count, margin };
  const more = verdict === 'inconclusive' ? blocksToSettle(course, mostBlocks) : null;
  return {
    ...known,
    ...judged,
    verdict,
    noise: Math.expm1(logNoise),
    smallestDetectable: smallestDetectable(estimate, margin, share),
    toSettle: toSettle(more),
    twoModes: inTwoGroups(ratios, margin) ? 'ratio' : sideInTwoGroups(logBaseline, logCandidate, margin),
    tests: comparisonTests(logBaseline, logCandidate, ratios),
  };
}

/** What fewer than 3 blocks say beside their medians. */
export const UNKNOWN = {
  verdict: 'inconclusive',
  interval: null,
  p: null,
  noise: null,
  smallestDetectable: null,
  twoModes: null,
  tests: null,
} as const;

/** @throws RangeError when a value is not above 0 */
export function logarithms(values: readonly number[]): number[] {
  const odd = values.find((value) => !(value > 0));
  if (odd !== undefined) throw new RangeError(`${odd} has no logarithm`);
  return values.map(Math.log);
}

/** Groups that lie nearer than the margin are not worth a word. */
const inTwoGroups = (logs: readonly number[], margin: number) => twoGroups(sorted(logs), logMargin(margin)) !== null;

export function sideInTwoGroups(
  logBaseline: readonly number[],
  logCandidate: readonly number[],
  margin: number,
): 'baseline' | 'candidate' | null {
  if (inTwoGroups(logCandidate, margin)) return 'candidate';
  return inTwoGroups(logBaseline, margin) ? 'baseline' : null;
}
