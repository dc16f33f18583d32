import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { EventLoopUtilization } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';
import type { WatchReport } from '../../../protocol/watching.ts';
import type { Sensor } from './sensor.ts';

/** Worker threads that the program has started since; nothing runs in them for it. */
export function watchWorkers(): Sensor<WatchReport['workers']> {
  const workers = new Map<Worker, EventLoopUtilization | null>();
  const onWorker = (message: unknown) => void workers.set((message as { worker: Worker }).worker, null);
  subscribe('worker_threads', onWorker);
  return {
    read() {
      let busiest = 0;
      for (const [worker, before] of workers) {
        // It has ended.
        if (worker.threadId === -1) {
          workers.delete(worker);
          continue;
        }
        const now = worker.performance.eventLoopUtilization();
        const { utilization } = before === null ? now : worker.performance.eventLoopUtilization(now, before);
        workers.set(worker, now);
        if (utilization > busiest) busiest = Math.min(utilization, 1);
      }
      return { count: workers.size, busiest };
    },
    stop: () => void unsubscribe('worker_threads', onWorker),
  };
}
