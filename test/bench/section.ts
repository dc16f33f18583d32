import { median, sorted, trimmedInterval } from '../../src/engine/stats/index.ts';
import type { Interval } from '../../src/model/measurement.ts';

/** One line of a table: a value, its interval where it was measured more than once, and what it should keep. */
export interface Row {
  readonly label: string;
  readonly value: string;
  readonly interval: string;
  /** What it should be, or what it is compared with; empty without one. */
  readonly target: string;
  /** False where the target is missed. */
  readonly met: boolean;
}

export interface Section {
  readonly name: string;
  readonly title: string;
  /** What was measured and how, for who reads the table. */
  readonly method: string;
  readonly run: () => Promise<readonly Row[]>;
}

const CONFIDENCE = 0.95;

interface Estimate {
  readonly median: number;
  readonly interval: Interval | null;
}

/** Median of positive values, with the interval of a trimmed t on their logarithms where there are enough. */
export function estimate(values: readonly number[]): Estimate {
  const interval = trimmedInterval(sorted(values.map(Math.log)), CONFIDENCE);
  return {
    median: median(sorted(values)),
    interval: interval && { ...interval, low: Math.exp(interval.low), high: Math.exp(interval.high) },
  };
}

/** A row of repeated values. `limit` is the most that the median should be. */
export function measuredRow(label: string, values: readonly number[], format: (value: number) => string, limit?: number): Row {
  const { median, interval } = estimate(values);
  return {
    label,
    value: format(median),
    interval: interval ? `${format(interval.low)} to ${format(interval.high)}` : '',
    target: limit === undefined ? '' : `under ${format(limit)}`,
    met: limit === undefined || median < limit,
  };
}
