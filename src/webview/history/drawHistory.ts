import { metricText } from '../../base/historyWords.ts';
import type { ChangePoint } from '../../model/series.ts';
import { crisp, drawAxisLeft, line, type Plot } from '../charts/axis.ts';
import type { Surface } from '../charts/canvas.ts';
import type { Palette } from '../charts/palette.ts';
import { plotOf, signOf, SPIKE, SUSPECT, USUAL, xOf, yOf, type ChartData, type ChartView } from './chartView.ts';
import { dayOf, shortHash } from './historyWords.ts';
import { levelAt } from './levels.ts';

/** Closer than this, points are squares: circles would melt into a band. */
const ROOM_FOR_CIRCLES_PX = 6;

export function drawHistory(surface: Surface, data: ChartData, view: ChartView): void {
  const { context, width } = surface;
  const plot = plotOf(width);
  drawAxisLeft(surface, plot, view.scale, (value) => metricText(data.metric, value));
  drawCommitAxis(surface, plot, data, view);
  context.save();
  context.beginPath();
  context.rect(plot.left - 4, 0, plot.width + 8, plot.top + plot.height + 4);
  context.clip();
  drawSuspectBand(surface, plot, data, view);
  drawChanges(surface, plot, data, view);
  drawLevels(surface, plot, data, view);
  drawPoints(surface, plot, data, view);
  context.restore();
}

/** Days under the plot, as many as have room; a hash where the day is that of the one before. */
function drawCommitAxis({ context, palette }: Surface, plot: Plot, { commits }: ChartData, { zoom }: ChartView): void {
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillStyle = palette.muted;
  const [first, last] = [Math.max(0, Math.ceil(zoom.from)), Math.min(commits.length - 1, Math.floor(zoom.to))];
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, plot.width / 130)));
  let [free, before] = [-Infinity, ''];
  for (let place = first; place <= last; place += every) {
    const commit = commits[place]!;
    const day = dayOf(commit);
    const text = day === null || day === before ? shortHash(commit) : day;
    const half = context.measureText(text).width / 2;
    const x = xOf(plot, zoom, place);
    const center = Math.min(Math.max(x, plot.left + half), plot.left + plot.width - half);
    if (center - half < free) continue;
    context.strokeStyle = palette.grid;
    line(context, crisp(x), plot.top + plot.height, crisp(x), plot.top + plot.height + 4);
    context.fillText(text, center, plot.top + plot.height + 8);
    [free, before] = [center + half + 14, day ?? before];
  }
}

const colorOf = (palette: Palette, { kind, direction }: Pick<ChangePoint, 'kind' | 'direction'>): string => {
  if (kind === 'variance') return palette.muted;
  return direction === 'up' ? palette.slower : palette.faster;
};

/** Between the last value before a change and the first after it. */
function xOfChange(plot: Plot, { series }: ChartData, { zoom }: ChartView, index: number): number {
  const after = series.places[index]!;
  const before = index > 0 ? series.places[index - 1]! : after - 1;
  return xOf(plot, zoom, (before + after) / 2);
}

function drawChanges({ context, palette }: Surface, plot: Plot, data: ChartData, view: ChartView): void {
  const { changes, places } = data.series;
  if (changes === null) return;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  for (const change of [...changes.varianceChanges, ...changes.changePoints]) {
    const x = xOfChange(plot, data, view, change.index);
    const color = colorOf(palette, change);
    const [from, to] = change.range;
    context.globalAlpha = 0.12;
    context.fillStyle = color;
    if (to > from) {
      const left = xOf(plot, view.zoom, places[from]! - 0.5);
      context.fillRect(left, plot.top, xOf(plot, view.zoom, places[to]! + 0.5) - left, plot.height);
    }
    context.globalAlpha = 1;
    context.strokeStyle = color;
    context.lineWidth = 1;
    context.setLineDash(change.kind === 'variance' ? [2, 3] : []);
    line(context, crisp(x), plot.top - 4, crisp(x), plot.top + plot.height);
    context.setLineDash([]);
    context.fillStyle = color;
    context.fillText(signOf(change), x, plot.top - 12);
  }
}

function drawSuspectBand({ context, palette }: Surface, plot: Plot, data: ChartData, view: ChartView): void {
  const first = data.series.changes?.suspects[0];
  if (first === undefined) return;
  const [left, right] = [xOfChange(plot, data, view, first.index), xOf(plot, view.zoom, data.series.places.at(-1)! + 0.5)];
  context.globalAlpha = 0.13;
  context.fillStyle = palette.inconclusive;
  context.fillRect(left, plot.top, right - left, plot.height);
  context.globalAlpha = 1;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText('?', (left + right) / 2, plot.top - 12);
}

function drawLevels({ context, palette }: Surface, plot: Plot, { levels, series }: ChartData, { zoom, scale }: ChartView): void {
  context.strokeStyle = palette.text;
  context.lineWidth = 1.5;
  for (const { first, last, value } of levels) {
    if (!Number.isFinite(value) || !Number.isFinite(scale.toShare(value))) continue;
    const y = yOf(plot, scale, value);
    line(context, xOf(plot, zoom, series.places[first]! - 0.5), y, xOf(plot, zoom, series.places[last]! + 0.5), y);
  }
}

function drawPoints(surface: Surface, plot: Plot, data: ChartData, view: ChartView): void {
  const { context, palette } = surface;
  const { zoom, scale, first, last } = view;
  const { places, values } = data.series;
  const step = plot.width / (zoom.to - zoom.from);
  const isRoomy = step >= ROOM_FOR_CIRCLES_PX;
  context.fillStyle = palette.samples;
  if (isRoomy) context.beginPath();
  for (let index = first; index <= last; index += 1) {
    if (data.kinds[index] !== USUAL || !Number.isFinite(values[index]!)) continue;
    const [x, y] = [xOf(plot, zoom, places[index]!), yOf(plot, scale, values[index]!)];
    if (isRoomy) {
      context.moveTo(x + 3, y);
      context.arc(x, y, 3, 0, 2 * Math.PI);
    } else context.fillRect(x - 1.5, y - 1.5, 3, 3);
  }
  if (isRoomy) context.fill();
  for (let index = first; index <= last; index += 1) if (data.kinds[index] !== USUAL) drawOddPoint(surface, plot, data, view, index);
}

/** Spikes are hollow; the newest that look off have the colour of what is not settled. */
function drawOddPoint({ context, palette }: Surface, plot: Plot, { series, kinds }: ChartData, view: ChartView, index: number): void {
  const value = series.values[index]!;
  if (!Number.isFinite(value)) return;
  context.beginPath();
  context.arc(xOf(plot, view.zoom, series.places[index]!), yOf(plot, view.scale, value), 3.5, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.strokeStyle = kinds[index] === SUSPECT ? palette.inconclusive : palette.samples;
  context.fillStyle = kinds[index] === SPIKE ? palette.background : palette.inconclusive;
  context.fill();
  context.stroke();
}

export interface Pointed {
  /** Of the series, or null. */
  readonly index: number | null;
  readonly isFocused: boolean;
  /** What is dragged over, CSS pixels. */
  readonly brush: { readonly from: number; readonly to: number } | null;
}

/** What follows the pointer and the keyboard. */
export function drawPointed(
  { context, width, palette }: Surface,
  data: ChartData,
  view: ChartView,
  { index, isFocused, brush }: Pointed,
): void {
  const plot = plotOf(width);
  if (brush) {
    context.fillStyle = palette.band;
    const [from, to] = [Math.min(brush.from, brush.to), Math.max(brush.from, brush.to)];
    context.fillRect(from, plot.top, to - from, plot.height);
    return;
  }
  if (index === null || index < view.first || index > view.last) return;
  const x = xOf(plot, view.zoom, data.series.places[index]!);
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  line(context, crisp(x), plot.top, crisp(x), plot.top + plot.height);
  const value = data.series.values[index]!;
  if (!Number.isFinite(value)) return;
  const y = yOf(plot, view.scale, value);
  const level = levelAt(data.levels, index);
  if (level && Number.isFinite(level.value)) {
    context.setLineDash([3, 3]);
    line(context, crisp(x), y, crisp(x), yOf(plot, view.scale, level.value));
    context.setLineDash([]);
  }
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = isFocused ? palette.focus : palette.text;
  context.stroke();
}
