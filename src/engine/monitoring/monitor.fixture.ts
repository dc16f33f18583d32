import { afterEach, beforeEach, vi } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import type { Metric, Tick } from '../../model/metric.ts';
import type { Collector } from '../collectors/index.ts';
import { createMonitor, type MetricHistory } from './index.ts';

export const START_MS = Date.UTC(2026, 10, 22);

const metric = (id: string): Metric => ({
  id,
  subject: 'machine',
  group: 'cpu',
  title: id,
  description: `${id}.`,
  unit: 'share',
  most: null,
});

/** Counts what is asked of it, and reports `value`. */
export function countingCollector(id: string) {
  const counts = { made: 0, disposed: 0, collected: 0 };
  const state = { value: 0.5, fails: false, waits: undefined as Promise<void> | undefined };
  const metrics = [metric(id)];
  const create = (): Collector => {
    counts.made += 1;
    return {
      metrics: () => metrics,
      collect(report) {
        counts.collected += 1;
        if (state.fails) throw new Error('it is broken');
        const { waits } = state;
        if (waits === undefined) return report(id, state.value);
        return waits.then(() => report(id, state.value));
      },
      dispose() {
        counts.disposed += 1;
      },
    };
  };
  return { counts, state, part: { name: id, subject: 'machine' as const, create } };
}

/** Monitors of tests whose timers do not run by themselves, one anew in each: `world` is what they see beside the clock. */
export function monitorsForTests() {
  const world = { uptimeMs: 0, warnings: [] as string[] };
  const open: { dispose(): void }[] = [];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'], now: START_MS });
    world.uptimeMs = 0;
    world.warnings = [];
  });
  afterEach(() => {
    for (const each of open.splice(0)) each.dispose();
    vi.useRealTimers();
  });
  function makeMonitor(history: MetricHistory | null = null, points = 10_000) {
    const monitor = createMonitor({
      clock: systemClock,
      log: { ...silentLog, warn: (message) => world.warnings.push(message) },
      history,
      settings: () => Promise.resolve({ everyMs: 1000, points, minutesMaxAgeDays: 7, hoursMaxAgeDays: 365 }),
      uptimeMs: () => world.uptimeMs + performance.now(),
    });
    open.push(monitor);
    const ticks: Tick[] = [];
    monitor.onTick((tick) => ticks.push(tick));
    return { monitor, ticks };
  }
  return { makeMonitor, world };
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
