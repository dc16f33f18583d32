import { stat } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** Has the thread pool do next to nothing, and tells how long that waited. */
export interface ThreadPoolProbe {
  /** The longest since this was asked before, and begins another one; null while none has ever been over. */
  read(): number | null;
  /** Requests that are under way: one at the most. */
  readonly pending: number;
}

export function createThreadPoolProbe(file: string): ThreadPoolProbe {
  let askedMs: number | null = null;
  let lastMs: number | null = null;
  return {
    get pending() {
      return askedMs === null ? 0 : 1;
    },
    read() {
      if (askedMs !== null) return Math.max(lastMs ?? 0, performance.now() - askedMs);
      const reading = lastMs;
      const sinceMs = performance.now();
      askedMs = sinceMs;
      stat(file, () => {
        lastMs = performance.now() - sinceMs;
        askedMs = null;
      });
      return reading;
    },
  };
}
