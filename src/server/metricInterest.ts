import type { Clock } from '../base/clock.ts';
import { DisposableStore, toDisposable, type Disposable } from '../base/lifecycle.ts';
import type { Monitor } from '../engine/monitoring/index.ts';

/** Asked by somebody, metrics are collected for so long: scrapes come each minute at the most. */
const KEPT_MS = 120_000;
/** What a slow machine needs beside the time from one collection to the next. */
const PATIENCE_MS = 500;
/** What is not collected with each tick is true for so long; what somebody recorded for as long as Prometheus holds values. */
const CURRENT_MS = 15_000;
const RECORDED_MS = 5 * 60_000;

/** Has metrics collected as long as somebody asks for them. */
export interface MetricInterest extends Disposable {
  /** Resolves when there is a tick that is not old, or none came in time. */
  readonly fresh: (signal: AbortSignal) => Promise<void>;
  /** The last value of each metric that is not too old. */
  readonly current: () => ReadonlyMap<string, number>;
}

export function createMetricInterest(monitor: Monitor, clock: Clock): MetricInterest {
  const last = new Map<string, { readonly atMs: number; readonly value: number }>();
  const listening = monitor.onTick(({ atMs, values }) => {
    for (const [id, value] of values) last.set(id, { atMs, value });
  });
  let need: Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;
  const release = () => {
    clearTimeout(timer);
    need?.dispose();
    need = undefined;
  };
  return {
    async fresh(signal) {
      const isNew = need === undefined;
      need ??= monitor.need({});
      clearTimeout(timer);
      timer = setTimeout(release, KEPT_MS).unref();
      const latest = monitor.latest();
      const isFresh = latest !== null && clock.nowMs() - latest.atMs < mostWaitMs(monitor);
      if (!isFresh) await ticks(monitor, isNew ? 2 : 1, signal);
    },
    current() {
      const nowMs = clock.nowMs();
      const values = new Map<string, number>();
      for (const [id, { atMs, value }] of last) {
        const isRecorded = id.startsWith('program.custom.');
        if (nowMs - atMs <= (isRecorded ? RECORDED_MS : CURRENT_MS)) values.set(id, value);
        else last.delete(id);
      }
      return values;
    },
    dispose() {
      listening.dispose();
      release();
    },
  };
}

/** The first values of rates come with the second reading. */
const mostWaitMs = (monitor: Monitor) => 2 * monitor.everyMs() + PATIENCE_MS;

/** Resolves after so many ticks, or when that takes too long. */
function ticks(monitor: Monitor, wanted: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const owned = new DisposableStore();
    const end = () => {
      owned.dispose();
      resolve();
    };
    let seen = 0;
    owned.add(monitor.onTick(() => void ((seen += 1) === wanted && end())));
    const timer = setTimeout(end, mostWaitMs(monitor));
    owned.add(toDisposable(() => clearTimeout(timer)));
    signal.addEventListener('abort', end, { once: true });
    owned.add(toDisposable(() => signal.removeEventListener('abort', end)));
    if (signal.aborted) end();
  });
}
