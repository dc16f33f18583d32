import { mean } from 'simple-statistics';
import type { Block, Interval, Summary } from '../../model/measurement.ts';
import { countOutliers, logRepeatedInterval, median, quantile, sorted, twoGroups } from '../stats/index.ts';

/** Confidence of every interval of a single run: it holds although the run may stop because its interval is narrow. */
export const CONFIDENCE = 0.99;

/** Groups of block medians that lie nearer than this (relative) are not worth a word: it is the margin of a verdict. */
const SMALLEST_GROUP_DISTANCE = 0.02;

/** Blocks that hold samples. One that was ended before its first is no replication. */
export const withSamples = (blocks: readonly Block[]): readonly Block[] => blocks.filter((block) => block.samplesNs.length > 0);

/**
 * Median of each block that has samples, ns per iteration, in order of blocks. Never below a thousandth of what the timer
 * can tell apart over a batch: subtracting the wait for a core may leave nothing, which has no logarithm.
 */
export function blockMedians(blocks: readonly Block[]): number[] {
  return withSamples(blocks).map((block) => {
    const floor = Math.max(block.timerResolutionNs / block.iterationsPerSample / 1000, Number.EPSILON);
    return Math.max(median(sorted(block.samplesNs)), floor);
  });
}

/**
 * Of the median over blocks: the interval of `logRepeatedInterval` over block medians, drawn out where needed so that it
 * holds their median too. Null with fewer than 3 blocks.
 */
function medianInterval(medians: readonly number[]): Interval | null {
  const values = sorted(medians);
  const interval = logRepeatedInterval(values, CONFIDENCE);
  if (interval === null) return null;
  const centre = median(values);
  return { ...interval, low: Math.min(interval.low, centre), high: Math.max(interval.high, centre) };
}

const relativeErrorIn = (interval: Interval | null, medianNs: number): number | null =>
  interval && (interval.high - interval.low) / 2 / medianNs;

/** `Summary.relativeError` of these blocks without the rest of the summary: to decide whether to stop. */
export function relativeErrorOf(blocks: readonly Block[]): number | null {
  const medians = blockMedians(blocks);
  return medians.length === 0 ? null : relativeErrorIn(medianInterval(medians), median(sorted(medians)));
}

function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

function medianOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(sorted(known));
}

/**
 * What `Summary` says, from blocks of one benchmark. The interval has a confidence of 99 % and is over blocks; quantiles
 * (type 7), mean and outliers are over the samples of all blocks together.
 * @throws RangeError when no block has a sample: then there is nothing to sum up
 */
export function summarise(blocks: readonly Block[]): Summary {
  const measured = withSamples(blocks);
  if (measured.length === 0) throw new RangeError('a summary needs a block with samples');
  const medians = blockMedians(measured);
  const medianNs = median(sorted(medians));
  const intervalNs = medianInterval(medians);
  const pooled = measured.flatMap((block) => block.samplesNs);
  const samples = sorted(pooled);
  return {
    medianNs,
    meanNs: mean(pooled),
    intervalNs,
    relativeError: relativeErrorIn(intervalNs, medianNs),
    p75Ns: quantile(samples, 0.75),
    p99Ns: quantile(samples, 0.99),
    minNs: quantile(samples, 0),
    maxNs: quantile(samples, 1),
    samples: samples.length,
    blocks: measured.length,
    opsPerSecond: 1e9 / medianNs,
    outliers: countOutliers(samples),
    bimodal: medianGroups(measured) !== null,
    heapBytesPerIteration: medianOfKnown(measured.map((block) => block.heapBytesPerIteration)),
    gcCount: measured.reduce((sum, block) => sum + block.gcCount, 0),
    gcMs: measured.reduce((sum, block) => sum + block.gcMs, 0),
    eventLoopUtilization: meanOfKnown(measured.map((block) => block.eventLoopUtilization)),
    waitedShare: meanOfKnown(measured.map((block) => block.waitedShare)),
  };
}

/** The two groups that the block medians fall into, ns; null when they are one. Judged on logarithms, as the interval is. */
export function medianGroups(blocks: readonly Block[]): { lower: MedianGroup; upper: MedianGroup } | null {
  const groups = twoGroups(sorted(blockMedians(blocks).map(Math.log)), Math.log1p(SMALLEST_GROUP_DISTANCE));
  return (
    groups && {
      lower: { medianNs: Math.exp(groups.lower.median), blocks: groups.lower.count },
      upper: { medianNs: Math.exp(groups.upper.median), blocks: groups.upper.count },
    }
  );
}

interface MedianGroup {
  readonly medianNs: number;
  readonly blocks: number;
}
