import type { HookMode } from '../work.ts';
import type { Phase } from './phase.ts';
import { nowMs } from './stopwatch.ts';

/** Runs the batches of one benchmark, in one of three ways. */
export interface Runner {
  /** `batch`: a sample is many calls; `single`: every call is a sample. */
  readonly timing: 'batch' | 'single';
  /** Known after the first phase. */
  readonly isAsync: boolean;
  run(phase: Phase, mode: HookMode): Promise<void>;
  /** Time of an empty function of the same kind, per iteration. */
  emptyNs(): Promise<number>;
}

const TURN_MS = 50;

/**
 * Between batches: lets the event loop turn now and then (timers of the bench file, collection of garbage entries), and
 * tells the host that the process lives.
 */
export function createBreather(alive: () => void): { breathe(): Promise<void>; sign(): void } {
  let turnedMs = nowMs();
  let signedMs = nowMs();
  const sign = () => {
    if (nowMs() - signedMs < 2 * TURN_MS) return;
    signedMs = nowMs();
    alive();
  };
  return {
    sign,
    async breathe() {
      sign();
      if (nowMs() - turnedMs < TURN_MS) return;
      await new Promise((resolve) => setImmediate(resolve));
      turnedMs = nowMs();
    },
  };
}
