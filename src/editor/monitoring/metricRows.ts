import { formatMetricValue } from '../../base/metricValue.ts';
import type { Monitor } from '../../engine/engine.ts';
import type { Metric } from '../../model/metric.ts';
import { trendBars } from './trend.ts';

/** What is read of the monitor to show it. */
export type MetricSource = Pick<Monitor, 'metrics' | 'latest' | 'series'>;

/** A metric as it is shown. */
export interface MetricRow {
  readonly metric: Metric;
  /** As people read it. */
  readonly value: string;
  /** Bars of text. */
  readonly trend: string;
}

const TREND_COLUMNS = 12;
/** In the view, which cuts what is too long for it: that would be the newest values. */
const NARROW_COLUMNS = 6;
/** Values behind a trend: a part of what is in memory, which is copied. */
const TREND_MS = 120_000;
/** What is always zero on most machines is shown where it is not. */
const WHERE_NOT_ZERO =
  /^(?:machine\.(?:cpu\.steal|cpu\.throttled|swap\.used)|program(?:@[^.]+)?\.(?:childrenCpu|requests|http\.|database\.))/u;
/** Too many, or said by another one. */
const NEVER = /^(?:machine\.(?:cpu\.core\.\d+|memory\.available)|program(?:@[^.]+)?\.(?:heap\.space\..*|heap\.limit))$/u;
const GROUPS: readonly Metric['group'][] = ['cpu', 'eventLoop', 'memory', 'heap', 'gc', 'http', 'database', 'processes', 'disk', 'network'];

const rank = ({ group }: Metric): number => (GROUPS.includes(group) ? GROUPS.indexOf(group) : GROUPS.length);

/** What metrics of a program begin with: `program`, or `program@ID` of another one. */
export const beginsWith =
  (prefix: string) =>
  ({ id }: Metric): boolean =>
    id.startsWith(`${prefix}.`);

/** A value, and how it was lately; null where there is none now. */
export function metricRow(source: MetricSource, id: string, columns = TREND_COLUMNS): MetricRow | null {
  const metric = source.metrics().find((one) => one.id === id);
  return metric ? rowOf(source, metric, columns) : null;
}

function rowOf(source: MetricSource, metric: Metric, columns: number): MetricRow | null {
  const latest = source.latest();
  const value = latest?.values.get(metric.id);
  if (!latest || value === undefined) return null;
  const { values } = source.series(metric.id, latest.atMs - TREND_MS);
  if (WHERE_NOT_ZERO.test(metric.id) && values.every((one) => one === 0)) return null;
  // Less than a core is little of it, however that goes up and down.
  const most = metric.unit === 'share' || metric.unit === 'cores' ? 1 : metric.most;
  return { metric, value: formatMetricValue(value, metric.unit), trend: trendBars(values, most, columns) };
}

/** What is worth a line now, by what it is about. */
export function metricRows(source: MetricSource, isWanted: (metric: Metric) => boolean): readonly MetricRow[] {
  return source
    .metrics()
    .filter((metric) => isWanted(metric) && !NEVER.test(metric.id))
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((metric) => rowOf(source, metric, NARROW_COLUMNS) ?? []);
}
