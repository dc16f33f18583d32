import { formatBytes, formatDuration, formatInterval, formatOps } from '../../base/units.ts';
import type { Budget } from '../../model/benchmark.ts';
import type { Block, Failure, Interval, Location, Summary } from '../../model/measurement.ts';
import { logRepeatedInterval, quantile, repeatedInterval, sorted } from '../stats/index.ts';
import { CONFIDENCE } from './summarise.ts';

/**
 * A failure of kind `over-budget` that names every limit that is broken, or null. A limit is broken only when the whole
 * 99 % interval lies beyond it: that of the summary for the median and the rate, one over the values of the blocks for
 * p99 and heap. With fewer than 3 blocks there is no interval and nothing is judged.
 */
export function judgeBudget(summary: Summary, blocks: readonly Block[], budget: Budget, location: Location | null = null): Failure | null {
  const broken = [
    overDuration('median', summary.medianNs, summary.intervalNs, budget.medianNs),
    overDuration('p99', summary.p99Ns, budget.p99Ns === undefined ? null : p99Interval(blocks), budget.p99Ns),
    overHeap(summary.heapBytesPerIteration, blocks, budget.heapBytes),
    underRate(summary, budget.opsPerSecondMin),
  ].filter((part) => part !== null);
  if (broken.length === 0) return null;
  return { kind: 'over-budget', message: `Over budget: ${broken.join('; ')}.`, stack: '', location };
}

function p99Interval(blocks: readonly Block[]): Interval | null {
  const values = blocks.filter((block) => block.samplesNs.length > 0).map((block) => quantile(sorted(block.samplesNs), 0.99));
  // The least that the clock corrections can leave is nothing, and nothing is not over a budget.
  return values.some((value) => value <= 0) ? null : logRepeatedInterval(sorted(values), CONFIDENCE);
}

const certainty = (interval: Interval) => `at ${interval.confidence * 100} % confidence`;

function overDuration(name: string, valueNs: number, interval: Interval | null, limitNs: number | undefined): string | null {
  if (limitNs === undefined || interval === null || !(interval.low > limitNs)) return null;
  return `${name} ${formatDuration(valueNs)} (${formatInterval(interval)} ${certainty(interval)}), allowed ${formatDuration(limitNs)}`;
}

function overHeap(bytes: number | null, blocks: readonly Block[], limitBytes: number | undefined): string | null {
  if (limitBytes === undefined || bytes === null) return null;
  // Not on logarithms: allocating nothing is common, and zero has none.
  const known = blocks.map((block) => block.heapBytesPerIteration).filter((value) => value !== null);
  const interval = repeatedInterval(sorted(known), CONFIDENCE);
  if (interval === null || !(interval.low > limitBytes)) return null;
  const range = `at least ${formatBytes(interval.low)} ${certainty(interval)}`;
  return `heap ${formatBytes(bytes)} per iteration (${range}), allowed ${formatBytes(limitBytes)}`;
}

function underRate({ opsPerSecond, intervalNs }: Summary, fewest: number | undefined): string | null {
  if (fewest === undefined || intervalNs === null) return null;
  const best = 1e9 / intervalNs.low;
  if (!(best < fewest)) return null;
  return `${formatOps(opsPerSecond)} (at most ${formatOps(best)} ${certainty(intervalNs)}), required ${formatOps(fewest)}`;
}
