import os from 'node:os';
import type { Collector } from './collector.ts';
import { createCounters, share } from './counters.ts';
import { createReporting } from './reporting.ts';

/** Reads what Node.js knows of the processor in every system. */
export function createPortableCpuCollector(): Collector {
  const { metrics, begin } = createReporting();
  const counters = createCounters();
  return {
    metrics,
    collect(report) {
      const put = begin(report);
      let [busy, total] = [0, 0];
      for (const [core, { times }] of os.cpus().entries()) {
        const all = counters.since(`${core} all`, times.user + times.nice + times.sys + times.irq + times.idle);
        const idle = counters.since(`${core} idle`, times.idle);
        if (all === undefined || idle === undefined) continue;
        const used = Math.max(all - idle, 0);
        put('machine.cpu.core.N', share(used, all), { number: String(core), most: 1 });
        busy += used;
        total += all;
      }
      put('machine.cpu', share(busy, total), { most: 1 });
      // Windows has none, and Node.js says 0.
      if (process.platform !== 'win32') put('machine.load', os.loadavg()[0]);
      counters.forgetOthers();
    },
    dispose() {},
  };
}
