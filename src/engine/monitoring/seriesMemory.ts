import { createRingBuffer, type RingBuffer } from '../../base/ringBuffer.ts';
import type { MetricSeries } from '../../model/metric.ts';

/** The newest values of all metrics. */
export interface SeriesMemory {
  /** How many values of a metric that comes from now on are kept. */
  setPoints(points: number): void;
  /** A value that is older than the last of its metric counts as of the same time. */
  push(metric: string, atMs: number, value: number): void;
  series(metric: string, fromMs: number): MetricSeries;
  shift(byMs: number): void;
  /** Forgets all metrics that begin so. */
  forget(prefix: string): void;
}

interface Remembered {
  readonly ring: RingBuffer;
  lastMs: number;
}

export function createSeriesMemory(): SeriesMemory {
  const metrics = new Map<string, Remembered>();
  let capacity = 10_000;
  return {
    setPoints(points) {
      capacity = points;
    },
    push(metric, atMs, value) {
      let found = metrics.get(metric);
      if (found === undefined) metrics.set(metric, (found = { ring: createRingBuffer(capacity), lastMs: -Infinity }));
      if (atMs > found.lastMs) found.lastMs = atMs;
      found.ring.push(found.lastMs, value);
    },
    series(metric, fromMs) {
      const found = metrics.get(metric)?.ring.since(fromMs);
      return { metric, ...(found ?? { atMs: new Float64Array(), values: new Float64Array() }) };
    },
    shift(byMs) {
      for (const remembered of metrics.values()) {
        remembered.lastMs += byMs;
        remembered.ring.shift(byMs);
      }
    },
    forget(prefix) {
      for (const metric of metrics.keys()) if (metric.startsWith(`${prefix}.`)) metrics.delete(metric);
    },
  };
}
