import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import type { WatchReport } from '../../../protocol/watching.ts';
import type { OwnTime } from './ownTime.ts';
import type { Sensor } from './sensor.ts';

const NOTHING: WatchReport['gc'] = { minor: 0, major: 0, totalMs: 0, longestMs: 0 };

export function watchGc(own: OwnTime): Sensor<WatchReport['gc']> {
  let sum = { ...NOTHING };
  const add = (entries: readonly PerformanceEntry[]) => {
    for (const entry of entries) {
      const { duration } = entry;
      const { kind } = (entry as PerformanceEntry & { readonly detail: { readonly kind: number } }).detail;
      // A mark-compact that is done in steps ends with one of the kind `major`.
      sum = {
        minor: sum.minor + (kind === constants.NODE_PERFORMANCE_GC_MINOR ? 1 : 0),
        major: sum.major + (kind === constants.NODE_PERFORMANCE_GC_MAJOR ? 1 : 0),
        totalMs: sum.totalMs + duration,
        longestMs: Math.max(sum.longestMs, duration),
      };
    }
  };
  const observer = new PerformanceObserver(own.sample((list) => add(list.getEntries())));
  observer.observe({ entryTypes: ['gc'] });
  return {
    read() {
      add(observer.takeRecords());
      const reading = sum;
      sum = { ...NOTHING };
      return reading;
    },
    stop: () => observer.disconnect(),
  };
}
