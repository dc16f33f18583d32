import type { Metric, MetricSeries } from '../../../model/metric.ts';
import { csvCell, type CsvCell } from '../csvCell.ts';

/** A metric with its values; with the least and the most of minutes or hours, whose means the values are then, and NaN for the other values. */
export interface ReportedSeries extends Omit<MetricSeries, 'metric'> {
  readonly metric: Metric;
  readonly least: Float64Array | null;
  readonly most: Float64Array | null;
}

interface Point {
  readonly atMs: number;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
}

const COLUMNS = 'time,metric,title,unit,value,least,most';

/**
 * Values from `fromMs` up to and with `untilMs` as CSV (RFC 4180): a line for each, metric after metric, oldest first. Times are UTC
 * (ISO 8601); values are in the unit of their metric, unrounded. `least` and `most` are empty where a value is one that was collected.
 */
export function metricsToCsv(series: readonly ReportedSeries[], fromMs: number, untilMs: number): string {
  const lines = series.flatMap((each) => {
    const { id, title, unit } = each.metric;
    return pointsOf(each, fromMs, untilMs).map(({ atMs, value, least, most }): CsvCell[] => [
      timeText(atMs),
      ...[id, title, unit],
      value,
      least ?? null,
      most ?? null,
    ]);
  });
  return [COLUMNS, ...lines.map((cells) => cells.map(csvCell).join(','))].map((line) => `${line}\r\n`).join('');
}

/** The same as JSON: `{ from, until, metrics: [{ id, title, unit, values: [{ atMs, value, least?, most? }] }] }`. */
export function metricsToJson(series: readonly ReportedSeries[], fromMs: number, untilMs: number): string {
  const metrics = series.map((each) => {
    const { id, title, unit } = each.metric;
    return { id, title, unit, values: pointsOf(each, fromMs, untilMs) };
  });
  return `${JSON.stringify({ from: timeText(fromMs), until: timeText(untilMs), metrics }, null, 2)}\n`;
}

const timeText = (atMs: number): string => new Date(atMs).toISOString();

function pointsOf({ atMs, values, least, most }: ReportedSeries, fromMs: number, untilMs: number): readonly Point[] {
  const points: Point[] = [];
  for (const [index, at] of atMs.entries()) {
    if (at < fromMs || at > untilMs) continue;
    const band = least && most && !Number.isNaN(least[index]) ? { least: least[index]!, most: most[index]! } : {};
    points.push({ atMs: at, value: values[index]!, ...band });
  }
  return points;
}
