import type { Clock } from '../../base/clock.ts';

/** What is late by less than this is a slow machine. */
const LEAST_GAP_MS = 5000;
/** The system tells the time since it started in whole seconds in some places. */
const LEAST_JUMP_MS = 2500;

/** What happened to time between two readings. */
export interface TimePassed {
  /** The wall clock of this reading: what is collected with it carries this time, so that gaps are as long as they are told. */
  readonly atMs: number;
  /** The time since the last reading is a gap: the machine slept, or this process did not get to run. Null where it is none. */
  readonly gap: 'asleep' | 'held up' | null;
  /** By how much the wall clock was set, ms; 0 where it was not. */
  readonly setByMs: number;
}

/**
 * Tells sleep from a clock that was set, by three clocks: the wall clock has both; the monotonic one stops asleep in some systems, and in
 * others does not; the time since the machine started goes on asleep, and nobody sets it.
 */
export function createClockWatch(clock: Clock, uptimeMs: () => number): { passed(everyMs: number): TimePassed } {
  const read = () => ({ wall: clock.nowMs(), monotonic: clock.monotonicMs(), uptime: uptimeMs() });
  let last = read();
  return {
    passed(everyMs) {
      const now = read();
      const monotonic = now.monotonic - last.monotonic;
      const asleep = Math.max(now.uptime - last.uptime - monotonic, 0);
      const hasSlept = asleep >= LEAST_JUMP_MS;
      const passed = hasSlept ? monotonic + asleep : monotonic;
      const jump = now.wall - last.wall - passed;
      last = now;
      const isGap = passed - everyMs >= Math.max(LEAST_GAP_MS, 2 * everyMs);
      return {
        atMs: now.wall,
        gap: isGap ? (hasSlept ? 'asleep' : 'held up') : null,
        setByMs: Math.abs(jump) >= LEAST_JUMP_MS ? jump : 0,
      };
    },
  };
}
