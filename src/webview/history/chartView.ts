import type { HistoryCommit, HistoryMetric } from '../../model/history.ts';
import type { ChangePoint } from '../../model/series.ts';
import type { PanelHistory, PanelSeries } from '../../protocol/panelHistory.ts';
import type { Plot } from '../charts/axis.ts';
import { createScale, type Scale, type ScaleKind } from '../charts/scale.ts';
import { levelsOf, type Level } from './levels.ts';
import type { Zoom } from './zoom.ts';

/** How a value is drawn. */
export const USUAL = 0;
export const SPIKE = 1;
export const SUSPECT = 2;

/** One benchmark over the commits, ready to draw. */
export interface ChartData {
  readonly metric: HistoryMetric;
  readonly commits: readonly HistoryCommit[];
  readonly series: PanelSeries;
  readonly levels: readonly Level[];
  /** By index of the series: `USUAL`, `SPIKE` or `SUSPECT`. */
  readonly kinds: Uint8Array;
}

/** Of a history of one benchmark. */
export function toChartData({ metric, commits }: PanelHistory, series: PanelSeries): ChartData {
  const kinds = new Uint8Array(series.values.length);
  for (const { range } of series.changes?.spikes ?? []) kinds.fill(SPIKE, range[0], range[1] + 1);
  for (const { index } of series.changes?.suspects ?? []) kinds[index] = SUSPECT;
  return { metric, commits, series, levels: levelsOf(series.values, series.changes), kinds };
}

/** The part of it that is shown, and where. */
export interface ChartView {
  readonly zoom: Zoom;
  /** Of the values, upwards. */
  readonly scale: Scale;
  /** First and last index of the series inside; the first is larger where none is. */
  readonly first: number;
  readonly last: number;
}

/** A series that hardly varies must not look as if it did: the axis is at least this share of its values high. */
const LEAST_REACH = 0.06;
const ROOM = 0.08;

export function viewOf({ series, levels }: ChartData, zoom: Zoom, kind: ScaleKind): ChartView {
  const { places, values } = series;
  const first = firstAtLeast(places, Math.ceil(zoom.from));
  const last = firstAtLeast(places, Math.floor(zoom.to) + 1) - 1;
  let [low, high] = [Infinity, -Infinity];
  const include = (value: number) => {
    if (!Number.isFinite(value) || (kind === 'log' && value <= 0)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (let index = first; index <= last; index += 1) include(values[index]!);
  for (const level of levels) if (level.first <= last && level.last >= first) include(level.value);
  if (low > high) [low, high] = [0, 0];
  return { zoom, scale: scaleAround(low, high, kind), first, last };
}

function scaleAround(low: number, high: number, kind: ScaleKind): Scale {
  if (low === 0 && high === 0) return createScale('linear', 0, 1);
  if (kind === 'log' && low > 0) {
    const reach = Math.max(Math.log(high / low), LEAST_REACH);
    const middle = (Math.log(high) + Math.log(low)) / 2;
    const half = reach * (0.5 + ROOM);
    return createScale('log', Math.exp(middle - half), Math.exp(middle + half));
  }
  const reach = Math.max(high - low, LEAST_REACH * Math.abs(high));
  const middle = (high + low) / 2;
  const half = reach * (0.5 + ROOM);
  const bottom = middle - half;
  // No time and no memory is less than none.
  return createScale('linear', low >= 0 ? Math.max(0, bottom) : bottom, middle + half);
}

/** The first index whose place is at least this. */
export function firstAtLeast(places: Int32Array, place: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const CHART_HEIGHT = 300;
const [LEFT, RIGHT, TOP, BOTTOM] = [66, 10, 22, 24];

export const plotOf = (width: number, height = CHART_HEIGHT): Plot => ({
  left: LEFT,
  top: TOP,
  width: Math.max(1, width - LEFT - RIGHT),
  height: height - TOP - BOTTOM,
});

export const xOf = (plot: Plot, { from, to }: Zoom, place: number): number => plot.left + ((place - from) / (to - from)) * plot.width;

export const placeAt = (plot: Plot, { from, to }: Zoom, x: number): number => from + ((x - plot.left) / plot.width) * (to - from);

export const yOf = (plot: Plot, scale: Scale, value: number): number =>
  plot.top + (1 - Math.min(1, Math.max(0, scale.toShare(value)))) * plot.height;

/** So far from a point the pointer still means it. */
const REACH_PX = 14;

export interface Nearest {
  readonly index: number;
  /** Whether a click here means this point. */
  readonly isHit: boolean;
}

/** The point that the pointer means; null beside the plot and where nothing was measured. */
export function nearestTo({ series }: ChartData, view: ChartView, width: number, x: number, y: number): Nearest | null {
  const plot = plotOf(width);
  if (view.first > view.last || x < plot.left - REACH_PX || x > plot.left + plot.width + REACH_PX) return null;
  const { places, values } = series;
  const reach = Math.max(REACH_PX, plot.width / (view.zoom.to - view.zoom.from) / 2);
  const from = firstAtLeast(places, Math.ceil(placeAt(plot, view.zoom, x - reach)));
  const to = firstAtLeast(places, Math.floor(placeAt(plot, view.zoom, x + reach)) + 1) - 1;
  let [best, distance] = [-1, Infinity];
  for (let index = Math.max(from, view.first); index <= Math.min(to, view.last); index += 1) {
    const away = Math.hypot(xOf(plot, view.zoom, places[index]!) - x, yOf(plot, view.scale, values[index]!) - y);
    if (away < distance) [best, distance] = [index, away];
  }
  if (distance <= REACH_PX) return { index: best, isHit: true };
  // Between points: what is above or below the pointer.
  const after = Math.min(view.last, Math.max(view.first, firstAtLeast(places, placeAt(plot, view.zoom, x))));
  const before = Math.max(view.first, after - 1);
  const place = placeAt(plot, view.zoom, x);
  const index = Math.abs(places[before]! - place) <= Math.abs(places[after]! - place) ? before : after;
  return { index, isHit: false };
}

/** Beside the words: what a glance finds without colour. */
export function signOf({ kind, direction }: Pick<ChangePoint, 'kind' | 'direction'>): string {
  if (kind === 'variance') return '↕';
  return direction === 'up' ? '▲' : '▼';
}
