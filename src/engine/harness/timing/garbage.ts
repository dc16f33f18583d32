import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { median, type BatchSize, type Phase } from './phase.ts';
import { nowMs } from './stopwatch.ts';

/** A stretch of time on the time line of `performance.now()`, ms. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** Knows every garbage collection since it was made. */
export interface GarbageWatch {
  /** Entries arrive with the event loop: wait for them before asking. */
  settle(): Promise<void>;
  /** Collections in stretches that follow one another, and how long they took of these, in all and of each. */
  during(stretches: readonly Stretch[]): { count: number; durationMs: number; eachMs: readonly number[] };
  dispose(): void;
}

export function watchGarbage(): GarbageWatch {
  const collections: Stretch[] = [];
  const take = (entries: readonly PerformanceEntry[]) => {
    for (const { startTime, duration } of entries) collections.push({ startMs: startTime, endMs: startTime + duration });
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return {
    async settle() {
      await new Promise((resolve) => setImmediate(resolve));
      take(observer.takeRecords());
    },
    during(stretches) {
      let count = 0;
      let durationMs = 0;
      const eachMs = new Array<number>(stretches.length).fill(0);
      let next = 0;
      for (const { startMs, endMs } of collections) {
        while (next < stretches.length && stretches[next]!.endMs <= startMs) next++;
        const stretch = stretches[next];
        if (!stretch || stretch.startMs >= endMs) continue;
        count++;
        const tookMs = Math.min(endMs, stretch.endMs) - Math.max(startMs, stretch.startMs);
        durationMs += tookMs;
        eachMs[next]! += tookMs;
      }
      return { count, durationMs, eachMs };
    },
    dispose() {
      observer.disconnect();
    },
  };
}

const HEAP_BATCHES = 24;
const HEAP_LIMIT_MS = 60;

/** Less than this in a whole batch is the harness's own. */
const UNSEEN_BYTES = 512;

export interface HeapPhase extends Phase {
  /** Bytes per iteration: median over the batches without a collection; null when every batch had one. */
  bytesPerIteration(garbage: GarbageWatch): number | null;
}

/**
 * Runs batches only to see how the heap grows. Not part of the timed batches: reading the heap's statistics makes garbage
 * of its own and takes a few microseconds. Batches get smaller until some of them end before a collection begins.
 */
export function createHeapPhase(size: BatchSize): HeapPhase {
  const stretches: (Stretch & { bytes: number; iterations: number })[] = [];
  const usedBytes = () => getHeapStatistics().used_heap_size;
  // What reading itself allocates.
  const readings = Array.from({ length: 5 }, () => -usedBytes() + usedBytes());
  const readingBytes = Math.max(0, median(readings));
  let beganMs: number | undefined;
  let iterations = size.iterations;
  let startMs = 0;
  let bytesBefore = 0;

  return {
    next() {
      beganMs ??= nowMs();
      const over = stretches.length >= HEAP_BATCHES || (stretches.length > 0 && nowMs() - beganMs >= HEAP_LIMIT_MS);
      if (over) return 0;
      if (stretches.length > 0 && stretches.length % 6 === 0 && iterations >= size.step * 16) {
        iterations = Math.floor(iterations / 8 / size.step) * size.step;
      }
      return iterations;
    },
    start() {
      startMs = nowMs();
      bytesBefore = usedBytes();
    },
    stop() {
      const grown = usedBytes() - bytesBefore - readingBytes;
      const bytes = Math.abs(grown) < UNSEEN_BYTES ? 0 : grown;
      stretches.push({ startMs, endMs: nowMs(), bytes, iterations });
    },
    bytesPerIteration(garbage) {
      const clean = stretches.filter((stretch) => stretch.bytes >= 0 && garbage.during([stretch]).count === 0);
      // The largest batches that were clean drown best what the harness itself allocates.
      const largest = Math.max(...clean.map((stretch) => stretch.iterations));
      const perIteration = clean.filter((stretch) => stretch.iterations === largest).map((stretch) => stretch.bytes / stretch.iterations);
      return perIteration.length === 0 ? null : median(perIteration);
    },
  };
}
