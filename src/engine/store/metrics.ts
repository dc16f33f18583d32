import type { Config } from '../../model/config.ts';
import type { MinuteOfMetric, PointsChoice, ThinnedPoint } from '../../model/metric.ts';
import type { Connection } from './connection.ts';

const SPAN_MS = { minute: 60_000, hour: 3_600_000 } as const;
const DAY_MS = 24 * SPAN_MS.hour;

/** Adds to what is there of these minutes and of their hours: several windows, and one before a restart, may have seen a part each. */
export function addMinutes({ prepare }: Connection, minutes: readonly MinuteOfMetric[]): void {
  const add = prepare(
    `INSERT INTO metric_point (metric_id, span_ms, at_ms, min, max, mean, count) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (metric_id, span_ms, at_ms) DO UPDATE SET
       min = min(min, excluded.min), max = max(max, excluded.max), count = count + excluded.count,
       mean = mean + (excluded.mean - mean) * excluded.count / (count + excluded.count)`,
  );
  const ids = new Map<string, number>();
  for (const { metric, atMs, min, max, mean, count } of minutes) {
    let id = ids.get(metric);
    if (id === undefined) {
      prepare('INSERT INTO metric (name) VALUES (?) ON CONFLICT (name) DO NOTHING').run(metric);
      ids.set(metric, (id = idOf(prepare, metric)!));
    }
    for (const spanMs of Object.values(SPAN_MS)) add.run(id, spanMs, Math.floor(atMs / spanMs) * spanMs, min, max, mean, count);
  }
}

/** Oldest first, from `fromMs` to before `untilMs`. */
export function readMetricPoints({ prepare }: Connection, metric: string, { fromMs, untilMs, by, limit }: PointsChoice): ThinnedPoint[] {
  const id = idOf(prepare, metric);
  if (id === undefined) return [];
  return prepare(
    `SELECT at_ms, min, max, mean, count FROM metric_point
     WHERE metric_id = ? AND span_ms = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms LIMIT ?`,
  )
    .all(id, SPAN_MS[by], finite(fromMs), finite(untilMs), limit)
    .map((row) => ({
      atMs: Number(row['at_ms']),
      min: Number(row['min']),
      max: Number(row['max']),
      mean: Number(row['mean']),
      count: Number(row['count']),
    }));
}

export function readMetricIds({ prepare }: Connection): number[] {
  return prepare('SELECT id FROM metric ORDER BY id')
    .all()
    .map((row) => Number(row['id']));
}

/** Removes what is too old of a metric, and the metric if nothing is left of it. */
export function removeOutdatedMetric(
  { prepare }: Connection,
  id: number,
  retention: Pick<Config['monitoring'], 'minutesMaxAgeDays' | 'hoursMaxAgeDays'>,
  nowMs: number,
): void {
  const days = { minute: retention.minutesMaxAgeDays, hour: retention.hoursMaxAgeDays };
  for (const by of ['minute', 'hour'] as const) {
    const most = days[by];
    if (most === null) continue;
    prepare('DELETE FROM metric_point WHERE metric_id = ? AND span_ms = ? AND at_ms < ?').run(id, SPAN_MS[by], nowMs - most * DAY_MS);
  }
  prepare('DELETE FROM metric WHERE id = ? AND NOT EXISTS (SELECT 1 FROM metric_point WHERE metric_id = metric.id)').run(id);
}

function idOf(prepare: Connection['prepare'], metric: string): number | undefined {
  const row = prepare('SELECT id FROM metric WHERE name = ?').get(metric);
  return row === undefined ? undefined : Number(row['id']);
}

const finite = (ms: number): number => Math.min(Math.max(ms, -8.64e15), 8.64e15);
