import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Collector } from './collector.ts';
import { createReporting } from './reporting.ts';

/** Shorter ones cost more than what they tell. */
const RESOLUTION_MS = 20;

/** Reads the event loop and the heap of this process. */
export function createExtensionHostCollector(): Collector {
  const { metrics, begin } = createReporting();
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let before = performance.eventLoopUtilization();
  let isFirst = true;
  return {
    metrics,
    collect(report) {
      const put = begin(report);
      const now = performance.eventLoopUtilization();
      if (!isFirst) {
        put('extensionHost.eventLoop.utilization', performance.eventLoopUtilization(now, before).utilization, { most: 1 });
        // What it measures is from one of its timers to the next.
        if (delays.count > 0) put('extensionHost.eventLoop.delay.max', Math.max(delays.max / 1e6 - RESOLUTION_MS, 0));
      }
      isFirst = false;
      before = now;
      delays.reset();
      const heap = getHeapStatistics();
      put('extensionHost.heap.used', heap.used_heap_size, { most: heap.heap_size_limit });
    },
    dispose: () => void delays.disable(),
  };
}
