import type { PairedBlock } from '../../model/comparison.ts';
import type { Block } from '../../model/measurement.ts';

/** Enough to see a distribution, and to find the median of the ratios again. Odd, so that one of them is in the middle. */
const MOST_PAIRS = 101;

/**
 * The block with at most 101 of its pairs, evenly over their ratios and in order of time: some thousand are measured of a fast function,
 * and a history that kept them all would soon take gigabytes.
 */
export function thinBlock(block: PairedBlock): PairedBlock {
  const { baseline, candidate } = block;
  const ratios = candidate.samplesNs.map((ns, at) => ns / baseline.samplesNs[at]!);
  if (ratios.length <= MOST_PAIRS) return block;
  const byRatio = [...ratios.keys()].toSorted((a, b) => ratios[a]! - ratios[b]!);
  const step = (byRatio.length - 1) / (MOST_PAIRS - 1);
  const kept = Array.from({ length: MOST_PAIRS }, (_, place) => byRatio[Math.round(place * step)]!).toSorted((a, b) => a - b);
  const thin = (side: Block): Block => ({
    ...side,
    samplesNs: kept.map((at) => side.samplesNs[at]!),
    sampleAtMs: kept.map((at) => side.sampleAtMs[at]!),
  });
  return { ...block, baseline: thin(baseline), candidate: thin(candidate) };
}
