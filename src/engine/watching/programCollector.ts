import { DisposableStore } from '../../base/lifecycle.ts';
import type { Metric } from '../../model/metric.ts';
import type { WatchReport } from '../../protocol/watching.ts';
import type { Collector } from '../collectors/index.ts';
import { mergeReports } from './mergeReports.ts';
import { describeMetric } from './programMetric.ts';
import type { Programs } from './programs.ts';
import { valuesOf } from './valuesOf.ts';

/** Of programs beside the first, which may be many: not what is told by kind or name. */
const ONLY_OF_FIRST = /^(?:heap\.space|handles|custom)\./;
/** A report that is late by less leaves no gap. */
const LATE = 1.5;

const LEAST_EVERY_MS = 250;
const MOST_EVERY_MS = 10_000;
const STEP_MS = 250;

interface Pending {
  readonly reports: WatchReport[];
  last: { readonly atMs: number; readonly elapsedMs: number; readonly values: ReadonlyMap<string, number> } | null;
}

/** What watched programs say of themselves. `prefixOf`: what the metrics of a program begin with, without the dot. */
export function createProgramCollector(
  programs: Pick<Programs, 'onProgram' | 'onReport' | 'reportEvery'>,
  prefixOf: (id: string) => string,
): Collector {
  const owned = new DisposableStore();
  const pending = new Map<string, Pending>();
  const known = new Map<string, Metric>();
  let listed: readonly Metric[] = [];
  let collectedAtMs = -Infinity;
  let betweenMs = 0;
  let everyMs = 0;

  owned.add(
    programs.onReport(({ id, report }) => {
      const of = pending.get(id) ?? { reports: [], last: null };
      of.reports.push(report);
      pending.set(id, of);
    }),
  );
  owned.add(
    programs.onProgram(({ id, ended }) => {
      if (!ended) return;
      pending.delete(id);
      const prefix = prefixOf(id);
      if (prefix === 'program') return;
      for (const metric of known.keys()) if (metric.startsWith(`${prefix}.`)) known.delete(metric);
      listed = [...known.values()];
    }),
  );

  function metricOf(prefix: string, name: string, limit: number | undefined): Metric | null {
    const id = `${prefix}.${name}`;
    const most = name === 'heap.used' || name === 'heap.total' ? (limit ?? null) : null;
    const before = known.get(id);
    if (before && before.most === most) return before;
    const words = describeMetric(name);
    if (!words) return null;
    const isShare = words.unit === 'share' || name === 'mainThread.cpu';
    const metric: Metric = { id, subject: 'program', ...words, most: isShare ? 1 : most };
    if (before?.most !== metric.most) {
      known.set(id, metric);
      listed = [...known.values()];
    }
    return metric;
  }

  /** Programs report as often as somebody collects, so that each value is of one time. */
  function keepPace(atMs: number): void {
    const lastMs = betweenMs;
    betweenMs = Math.round(Math.min(Math.max(atMs - collectedAtMs, LEAST_EVERY_MS), MOST_EVERY_MS) / STEP_MS) * STEP_MS;
    collectedAtMs = atMs;
    if (betweenMs !== lastMs || betweenMs === everyMs) return;
    everyMs = betweenMs;
    programs.reportEvery(everyMs);
  }

  return {
    metrics: () => listed,
    collect(report, atMs) {
      keepPace(atMs);
      for (const [id, of] of pending) {
        const [first, ...more] = of.reports.splice(0);
        if (first) {
          const merged = mergeReports([first, ...more]);
          of.last = { atMs, elapsedMs: merged.elapsedMs / (more.length + 1), values: valuesOf(merged) };
        } else if (of.last === null || atMs - of.last.atMs > LATE * of.last.elapsedMs) continue;
        const prefix = prefixOf(id);
        const { values } = of.last;
        for (const [name, value] of values) {
          if (prefix !== 'program' && ONLY_OF_FIRST.test(name)) continue;
          const metric = metricOf(prefix, name, values.get('heap.limit'));
          if (metric) report(metric.id, value);
        }
      }
    },
    dispose: () => owned.dispose(),
  };
}
