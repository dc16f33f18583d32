import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { WatchReport } from '../../../protocol/watching.ts';
import type { Sensor } from './sensor.ts';

/** Under 10 ms the timer costs what it is to measure. */
const RESOLUTION_MS = 10;

export function watchEventLoop(): Sensor<WatchReport['loop']> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let idleBeforeMs = performance.eventLoopUtilization().idle;
  // Of what is recorded, the resolution is no delay.
  const delayMs = (ns: number) => Math.max(0, ns / 1e6 - RESOLUTION_MS);
  return {
    read(elapsedMs) {
      const { idle } = performance.eventLoopUtilization();
      // Until the loop begins none of it is idle: the program's own code is being loaded.
      const idleMs = Math.min(Math.max(idle - idleBeforeMs, 0), elapsedMs);
      idleBeforeMs = idle;
      const isKnown = delay.count > 0;
      const reading = {
        idleMs,
        blockedMs: isKnown ? Math.min(delayMs(delay.mean) * delay.count, elapsedMs) : 0,
        longestMs: isKnown ? delayMs(delay.max) : 0,
        p50Ms: isKnown ? delayMs(delay.percentile(50)) : 0,
        p99Ms: isKnown ? delayMs(delay.percentile(99)) : 0,
      };
      delay.reset();
      return reading;
    },
    stop: () => void delay.disable(),
  };
}
