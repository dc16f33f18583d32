import type { Metric, Tick } from '../../model/metric.ts';
import type { Moment } from './conditions/watch.ts';

/** A value is used for so long when the next one is late. */
const STALE_MS = 30_000;

/** Collections, with the newest values of some metrics, which not every one of them has. */
export interface Moments {
  /** Those that are added already stay as they are. */
  add(metrics: readonly string[], activeMs: number): void;
  forget(metrics: readonly string[]): void;
  at(tick: Tick, activeMs: number): Moment;
}

export function createMoments(known: () => readonly Metric[]): Moments {
  const latest = new Map<string, { value: number; activeMs: number; isSeen: boolean }>();
  const find = (id: string) => known().find((metric) => metric.id === id);
  return {
    add(metrics, activeMs) {
      for (const id of metrics) if (!latest.has(id)) latest.set(id, { value: 0, activeMs, isSeen: false });
    },
    forget(metrics) {
      for (const id of metrics) latest.delete(id);
    },
    at(tick, activeMs) {
      for (const [id, entry] of latest) {
        const value = tick.values.get(id);
        if (value === undefined) continue;
        entry.value = value;
        entry.activeMs = activeMs;
        entry.isSeen = true;
      }
      return {
        activeMs,
        value(id) {
          const entry = latest.get(id);
          return entry?.isSeen === true && activeMs - entry.activeMs <= STALE_MS ? entry.value : null;
        },
        isNew: (id) => tick.values.has(id),
        silentMs: (id) => activeMs - (latest.get(id)?.activeMs ?? 0),
        titleOf: (id) => find(id)?.title ?? id,
        unitOf: (id) => find(id)?.unit ?? 'count',
      };
    },
  };
}
