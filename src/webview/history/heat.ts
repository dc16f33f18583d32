import { groupBySource } from '../../model/groups.ts';
import type { HistoryMetric } from '../../model/history.ts';
import type { PanelHistory, PanelSeries } from '../../protocol/panelHistory.ts';
import { medianOf } from '../charts/samples.ts';

/** Steps of colour to either side of what is usual. */
export const STEPS = 32;
/** Not measured. */
export const BLANK = -128;

/** Benchmarks over commits as colours: made once for a history, and drawn from then on. */
export interface Heat {
  readonly metric: HistoryMetric;
  readonly columns: number;
  /** In the order of the source. */
  readonly series: readonly PanelSeries[];
  /** Of each series: what is usual for it. */
  readonly usual: Float64Array;
  /** By series and column: -`STEPS` to `STEPS`, or `BLANK`. */
  readonly levels: Int8Array;
  /** The change that has the strongest colour: 0.2 for 20 % more; for shares of time a difference of so much. */
  readonly reach: number;
}

/** Smaller changes than this must not look like any: noise would be all one sees. */
const LEAST_REACH = 0.1;
/** A few that changed by much more must not press all others together. */
const REACH_SHARE = 0.95;

export function toHeat({ metric, commits, series: all }: PanelHistory): Heat {
  const series = groupBySource(all).flatMap(({ members }) => members);
  const columns = commits.length;
  const usual = Float64Array.from(series, ({ values }) => medianOf(values.filter(Number.isFinite)));
  const isRatio = metric !== 'gc';
  const changes = series.map(({ values }, row) => values.map((value) => changeOf(value, usual[row]!, isRatio)));
  const reach = reachOf(changes, isRatio);
  const scale = isRatio ? Math.log1p(reach) : reach;
  const levels = new Int8Array(series.length * columns).fill(BLANK);
  series.forEach(({ places }, row) => {
    places.forEach((place, index) => {
      const change = changes[row]![index]!;
      if (Number.isNaN(change)) return;
      levels[row * columns + place] = Math.round(Math.min(1, Math.max(-1, change / scale)) * STEPS);
    });
  });
  return { metric, columns, series, usual, levels, reach };
}

/** As a logarithm or a difference; NaN where there is nothing to tell. */
function changeOf(value: number, usual: number, isRatio: boolean): number {
  if (!Number.isFinite(value) || Number.isNaN(usual)) return Number.NaN;
  if (!isRatio) return value - usual;
  if (value > 0 && usual > 0) return Math.log(value / usual);
  return value === usual ? 0 : value > usual ? Infinity : -Infinity;
}

function reachOf(changes: readonly Float64Array[], isRatio: boolean): number {
  const all = new Float64Array(changes.reduce((sum, row) => sum + row.length, 0));
  let count = 0;
  for (const row of changes) for (const change of row) if (Number.isFinite(change)) all[count++] = Math.abs(change);
  const sizes = all.subarray(0, count).toSorted();
  const far = sizes[Math.ceil(REACH_SHARE * (count - 1))] ?? 0;
  const reach = Math.max(LEAST_REACH, isRatio ? Math.expm1(Math.min(far, Math.log(10))) : far);
  // A round number for the legend.
  return [0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 5, 10].find((round) => round >= reach * 0.9) ?? 10;
}

/** A line of the picture: the name of a group, or a benchmark by its index in `Heat.series`. */
export type HeatLine =
  | { readonly kind: 'group'; readonly file: string; readonly path: readonly string[] }
  | { readonly kind: 'row'; readonly row: number };

/** What the filter lets through, under the names of files and groups. */
export function heatLines({ series }: Heat, filter: string): readonly HeatLine[] {
  const wanted = filter.trim().toLowerCase();
  const lines: HeatLine[] = [];
  let before = '';
  series.forEach(({ benchmark: { file, path } }, row) => {
    if (wanted !== '' && ![file, ...path].some((text) => text.toLowerCase().includes(wanted))) return;
    const group = path.slice(0, -1);
    const key = JSON.stringify([file, group]);
    if (key !== before) lines.push({ kind: 'group', file, path: group });
    before = key;
    lines.push({ kind: 'row', row });
  });
  return lines;
}
