import type { Clock } from '../base/clock.ts';
import type { MachineDuringRun } from '../model/run.ts';
import { startMachineWatch } from './environment/index.ts';
import { machineWarnings, type Monitor } from './monitoring/index.ts';

/** What the machine does during a run. */
export interface RunWatch {
  /** Times are taken from now on; what was before is preparation. Only the first call counts. */
  begin(): void;
  stop(): MachineDuringRun;
}

/** The values before the first one that counts say since when that is. */
const BEFORE_MS = 5000;

/** Watches the machine by itself, and takes its warnings from the series that are recorded beside the run. */
export function watchRun(monitor: Pick<Monitor, 'series'>, clock: Clock): RunWatch {
  const watch = startMachineWatch(clock);
  let begunMs: number | null = null;
  return {
    begin() {
      begunMs ??= clock.monotonicMs();
    },
    stop() {
      const machine = watch.stop();
      if (begunMs === null) return machine;
      // Series are moved when the clock is set: what counts is how long ago it was.
      const [untilMs, nowMs] = [clock.nowMs(), clock.monotonicMs()];
      const fromMs = untilMs - (nowMs - begunMs);
      const readings = watch.clocks();
      const clocks = {
        atMs: Float64Array.from(readings, ({ atMs }) => untilMs - (nowMs - atMs)),
        values: Float64Array.from(readings, ({ mhz }) => mhz),
      };
      const series = (metric: string) => monitor.series(metric, fromMs - BEFORE_MS);
      const warnings = machineWarnings({ series, clocks }, { fromMs, untilMs });
      return warnings === undefined ? machine : { ...machine, warnings };
    },
  };
}
