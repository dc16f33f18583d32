import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { createLatencies, type Latencies } from '../../../base/latencies.ts';
import type { WatchReport } from '../../../protocol/watching.ts';
import type { OwnTime } from './ownTime.ts';
import type { Sensor } from './sensor.ts';

/** Programs make names of what they have at hand; what comes after so many is counted together. */
const MOST_NAMES = 60;
const OTHERS = 'others';
const LONGEST_NAME = 80;

interface Timing {
  count: number;
  latencies: Latencies | null;
}

/** What the program measures of itself: `performance.mark`, `measure` and `timerify`. */
export function watchUserTiming(own: OwnTime): Sensor<WatchReport['custom']> & {
  /** Until the next reading. What is measured while the program is about to end would have its loop turn once more. */
  pause(): void;
} {
  const names = new Set<string>();
  let timings = new Map<string, Timing>();
  const add = (entries: readonly PerformanceEntry[]) => {
    for (const { name, entryType, duration } of entries) {
      const known = knownName(name);
      let timing = timings.get(known);
      if (!timing) timings.set(known, (timing = { count: 0, latencies: null }));
      timing.count += 1;
      if (entryType !== 'mark') (timing.latencies ??= createLatencies()).record(duration);
    }
  };
  function knownName(written: string): string {
    const name = written.slice(0, LONGEST_NAME).replaceAll(/[^\w.-]/g, '_') || 'anonymous';
    if (names.has(name)) return name;
    if (names.size >= MOST_NAMES) return OTHERS;
    names.add(name);
    return name;
  }
  const observer = new PerformanceObserver((list) => own.time(() => add(list.getEntries())));
  let isPaused = true;
  const resume = () => {
    if (isPaused) observer.observe({ entryTypes: ['mark', 'measure', 'function'] });
    isPaused = false;
  };
  resume();
  return {
    read() {
      add(observer.takeRecords());
      resume();
      const reading = [...timings].map(
        ([name, { count, latencies }]) => [name, { count, latencies: latencies?.counts() ?? null }] as const,
      );
      timings = new Map();
      return Object.fromEntries(reading);
    },
    pause() {
      add(observer.takeRecords());
      observer.disconnect();
      isPaused = true;
    },
    stop: () => observer.disconnect(),
  };
}
