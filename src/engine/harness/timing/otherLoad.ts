import os from 'node:os';

/** Busy time of all cores, and of this process, ms. */
export function processorTimes(): { busyMs: number; allMs: number; ownMs: number } {
  let busyMs = 0;
  let allMs = 0;
  for (const { times } of os.cpus()) {
    const busy = times.user + times.nice + times.sys + times.irq;
    busyMs += busy;
    allMs += busy + times.idle;
  }
  const own = process.cpuUsage();
  return { busyMs, allMs, ownMs: (own.user + own.system) / 1000 };
}

/** Share of all cores used by others since `before`; null where the accounts do not move (some containers). */
export function otherLoadSince(before: ReturnType<typeof processorTimes>): number | null {
  const now = processorTimes();
  const allMs = now.allMs - before.allMs;
  if (allMs <= 0) return null;
  const othersMs = now.busyMs - before.busyMs - (now.ownMs - before.ownMs);
  return Math.min(1, Math.max(0, othersMs / allMs));
}
