import type { Clock } from '../../base/clock.ts';

/** Collections come each second; who heard of none for so long was asleep, or stopped. */
const ASLEEP_MS = 30_000;

/** Milliseconds that this process has watched: what the wall clock does has no part in it, and time asleep does not count. */
export function createActiveClock(clock: Pick<Clock, 'monotonicMs'>): () => number {
  let lastMs = clock.monotonicMs();
  let activeMs = 0;
  return () => {
    const nowMs = clock.monotonicMs();
    const passedMs = nowMs - lastMs;
    lastMs = nowMs;
    if (passedMs > 0 && passedMs < ASLEEP_MS) activeMs += passedMs;
    return activeMs;
  };
}
