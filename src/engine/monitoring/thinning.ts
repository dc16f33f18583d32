import type { MinuteOfMetric } from '../../model/metric.ts';

const MINUTE_MS = 60_000;
/** What waits for a store that cannot be written to now. */
const MOST_WAITING = 10_000;

/** Values on their way to the store, a minute in one. */
export interface Thinning {
  add(metric: string, atMs: number, value: number): void;
  /** Minutes that are over at a time are ready; with Infinity also those that go on. */
  finish(nowMs: number): void;
  /** Ready ones, the oldest first. */
  ready(limit: number): readonly MinuteOfMetric[];
  /** The first ones are stored. */
  remove(count: number): void;
  readonly waiting: number;
  /** True once after minutes were lost, because too many waited. */
  hasLost(): boolean;
}

interface Open {
  atMs: number;
  min: number;
  max: number;
  sum: number;
  count: number;
}

export function createThinning(): Thinning {
  const open = new Map<string, Open>();
  let finished: MinuteOfMetric[] = [];
  let lost = false;

  function close(metric: string, { sum, ...minute }: Open): void {
    finished.push({ metric, ...minute, mean: Math.min(Math.max(sum / minute.count, minute.min), minute.max) });
    if (finished.length <= MOST_WAITING) return;
    // A tenth at once, so that a full list is not moved with each minute.
    finished = finished.slice(MOST_WAITING / 10);
    lost = true;
  }

  return {
    add(metric, atMs, value) {
      const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
      const current = open.get(metric);
      if (current?.atMs === minuteMs) {
        if (value < current.min) current.min = value;
        if (value > current.max) current.max = value;
        current.sum += value;
        current.count += 1;
        return;
      }
      if (current !== undefined) close(metric, current);
      open.set(metric, { atMs: minuteMs, min: value, max: value, sum: value, count: 1 });
    },
    finish(nowMs) {
      for (const [metric, minute] of open) {
        if (minute.atMs + MINUTE_MS > nowMs) continue;
        close(metric, minute);
        open.delete(metric);
      }
    },
    ready: (limit) => finished.slice(0, limit),
    remove(count) {
      finished = finished.slice(count);
    },
    get waiting() {
      return finished.length;
    },
    hasLost() {
      const was = lost;
      lost = false;
      return was;
    },
  };
}
