import { readFileSync } from 'node:fs';
import type { WatchReport } from '../../../protocol/watching.ts';
import type { Sensor } from './sensor.ts';

interface Times {
  readonly cpuMs: number;
  /** How long it was ready and had no core; null where only its own time is told. */
  readonly runDelayMs: number | null;
}

/** Of the thread that asks. */
export function watchThread(): Sensor<WatchReport['mainThread']> {
  let before = readTimes();
  return {
    read() {
      const now = readTimes();
      const last = before;
      before = now;
      if (now === null || last === null) return null;
      const runDelayMs = now.runDelayMs === null || last.runDelayMs === null ? null : Math.max(0, now.runDelayMs - last.runDelayMs);
      return { cpuMs: Math.max(0, now.cpuMs - last.cpuMs), runDelayMs };
    },
    stop() {},
  };
}

function readTimes(): Times | null {
  try {
    const [ran, waited] = readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ');
    return { cpuMs: Number(ran) / 1e6, runDelayMs: Number(waited) / 1e6 };
  } catch {
    // Since Node 23.9.
    const usage = (process as { threadCpuUsage?: () => { user: number; system: number } }).threadCpuUsage?.();
    return usage ? { cpuMs: (usage.user + usage.system) / 1e3, runDelayMs: null } : null;
  }
}
