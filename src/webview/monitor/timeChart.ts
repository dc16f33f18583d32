import type uPlot from 'uplot';
import { formatMetricValue } from '../../base/metricValue.ts';
import type { Metric, SeriesMark } from '../../model/metric.ts';
import { readMonitorPalette, type MonitorPalette } from './monitorPalette.ts';
import type { PlotSeries } from './monitorSeries.ts';
import type { TimeWindow } from './pastTime.ts';

/** The class of uPlot, which is loaded with the first chart. */
export type Plotter = typeof uPlot;

export interface TimeChartParts {
  readonly element: HTMLElement;
  readonly metrics: readonly [Metric, ...Metric[]];
  readonly language: string;
  readonly marks: () => readonly SeriesMark[];
  /** Where the pointer is; null where it has left. */
  readonly onCursor: (atMs: number | null) => void;
  readonly onZoom: (window: TimeWindow) => void;
  readonly onReset: () => void;
}

export interface TimeChart {
  readonly canvas: HTMLCanvasElement;
  draw(series: readonly PlotSeries[], window: TimeWindow): void;
  /** Shows where another chart, or the keyboard, is. */
  point(atMs: number | null): void;
  fit(): void;
  dispose(): void;
}

const CHART_HEIGHT = 132;
const AXIS_WIDTH = 74;
const RIGHT_PADDING = 10;
const AXIS_HEIGHT = 22;
/** Where less is shown, ticks are in seconds, whose labels are longer. */
const SECONDS_BELOW_MS = 150_000;
const LEAST_SHARE = 0.05;
const AWAY = { left: -10, top: -10 };

/** Draws one chart with uPlot, which is never given text from outside: titles are the page's. */
export function createTimeChart(Plot: Plotter, parts: TimeChartParts): TimeChart {
  const { element, metrics, onCursor, onZoom, onReset } = parts;
  const palette = readMonitorPalette(element);
  const isBanded = metrics.length === 1;
  let shown: TimeWindow = { fromMs: 0, untilMs: 1 };
  let isPointed = false;
  const options: uPlot.Options = {
    width: Math.max(element.clientWidth, 1),
    height: CHART_HEIGHT,
    ms: 1,
    padding: [6, RIGHT_PADDING, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { size: 5 },
      drag: { x: true, y: false, setScale: false },
      bind: {
        mousemove: (_plot, _target, handle) => (event) => {
          isPointed = true;
          return handle(event);
        },
        mouseleave: (_plot, _target, handle) => (event) => {
          const handled = handle(event);
          isPointed = false;
          onCursor(null);
          return handled;
        },
        dblclick: () => () => {
          onReset();
          return null;
        },
      },
    },
    scales: {
      x: { time: true, range: () => [shown.fromMs, Math.max(shown.untilMs, shown.fromMs + 1)] },
      y: { range: (_, least, most) => valueRange(metrics[0], least, most) },
    },
    axes: [timeAxis(parts, palette), valueAxis(metrics[0], palette)],
    series: [{}, ...linesOf(metrics, palette), ...(isBanded ? [edge(), edge()] : [])],
    ...(isBanded && { bands: [{ series: [3, 2], fill: palette.band }] }),
    hooks: {
      drawClear: [(plot) => drawMarks(plot, parts.marks(), palette)],
      setCursor: [
        (drawn) => {
          // It fires for what follows another chart as well, with other data.
          const { left = -1 } = drawn.cursor;
          if (isPointed && left >= 0) onCursor(drawn.posToVal(left, 'x'));
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width <= 0) return;
          onZoom({ fromMs: plot.posToVal(left, 'x'), untilMs: plot.posToVal(left + width, 'x') });
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
  const plot = new Plot(options, emptyData(options.series.length), element);
  return {
    canvas: plot.ctx.canvas,
    draw(series, window) {
      shown = window;
      plot.setData(toData(Plot, series, isBanded));
    },
    point(atMs) {
      if (isPointed) return;
      const left = atMs === null ? -1 : plot.valToPos(atMs, 'x');
      const isInside = left >= 0 && left <= plot.over.clientWidth;
      plot.setCursor(isInside ? { left, top: 0 } : AWAY, false);
    },
    fit: () => plot.setSize({ width: Math.max(element.clientWidth, 1), height: CHART_HEIGHT }),
    dispose: () => plot.destroy(),
  };
}

const emptyData = (columns: number): uPlot.AlignedData => Array.from({ length: columns }, () => []) as unknown as uPlot.AlignedData;

function toData(Plot: Plotter, series: readonly PlotSeries[], isBanded: boolean): uPlot.AlignedData {
  if (!isBanded) {
    // What one has at a time of another is not null, but nothing: its line goes on.
    return Plot.join(series.map(({ atMs, values }): uPlot.AlignedData => [atMs, values]));
  }
  const [{ atMs, values, least, most } = { atMs: [], values: [], least: null, most: null }] = series;
  const none = () => values.map(() => null);
  return [atMs, values, least ?? none(), most ?? none()];
}

const linesOf = (metrics: readonly Metric[], palette: MonitorPalette): uPlot.Series[] =>
  metrics.map((_, index) => ({
    stroke: palette.lines[index % palette.lines.length]!,
    width: metrics.length > 1 ? 1 : 1.5,
    // Alone, a value is no line.
    points: { show: (_plot, _series, first, last) => last - first < 2, size: 4 },
  }));

/** Of a band: only what lies between is filled. */
const edge = (): uPlot.Series => ({ stroke: 'transparent', width: 0, points: { show: false } });

/** From zero, unless there is something below it; a share goes no further than all. */
function valueRange({ unit }: Metric, least: number | null, most: number | null): uPlot.Range.MinMax {
  const low = Math.min(0, least ?? 0);
  const high = Math.max(0, most ?? 0);
  if (unit === 'share') return [low, Math.min(Math.max(high * 1.1, LEAST_SHARE), Math.max(1, high))];
  const room = (high - low) * 0.1;
  return high === low ? [low, low + 1] : [low === 0 ? 0 : low - room, high + room];
}

function timeAxis({ language }: TimeChartParts, palette: MonitorPalette): uPlot.Axis {
  const formatted = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const seconds = formatted({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const minutes = formatted({ hour: '2-digit', minute: '2-digit' });
  const days = formatted({ day: 'numeric', month: 'short' });
  return {
    ...axisLook(palette),
    size: AXIS_HEIGHT,
    space: (_, _axis, fromMs, untilMs) => (untilMs - fromMs < SECONDS_BELOW_MS ? 84 : 60),
    values: (plot, ticks, _axis, space, stepMs) => {
      const format = stepMs >= 86_400_000 ? days : stepMs >= 60_000 ? minutes : seconds;
      // The middle of a label is at its tick: what is nearer to the border would be cut off.
      const last = plot.bbox.width / devicePixelRatio + RIGHT_PADDING - space / 2;
      return ticks.map((tick) => (plot.valToPos(tick, 'x') <= last ? format.format(tick) : ''));
    },
  };
}

const valueAxis = ({ unit }: Metric, palette: MonitorPalette): uPlot.Axis => ({
  ...axisLook(palette),
  size: AXIS_WIDTH,
  space: 30,
  values: (_, ticks) => ticks.map((tick) => formatMetricValue(tick, unit)),
});

const axisLook = ({ muted, grid, font }: MonitorPalette): uPlot.Axis => ({
  stroke: muted,
  font,
  gap: 4,
  grid: { stroke: grid, width: 1 },
  ticks: { show: false },
});

/** What goes on is a band, a moment a line: behind the values. */
function drawMarks(plot: uPlot, marks: readonly SeriesMark[], palette: MonitorPalette): void {
  const { ctx, bbox } = plot;
  const { min, max } = plot.scales.x!;
  if (min === undefined || max === undefined || min === null || max === null) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { kind, atMs, untilMs } of marks) {
    const endMs = kind === 'run' || kind === 'sleep' ? (untilMs ?? max) : (untilMs ?? atMs);
    if (endMs < min || atMs > max) continue;
    const from = plot.valToPos(atMs, 'x', true);
    const to = plot.valToPos(endMs, 'x', true);
    ctx.fillStyle = palette.marks[kind];
    ctx.globalAlpha = 0.14;
    ctx.fillRect(from, bbox.top, to - from, bbox.height);
    ctx.globalAlpha = 0.9;
    ctx.fillRect(Math.round(from), bbox.top, Math.max(1, devicePixelRatio), bbox.height);
  }
  ctx.restore();
}
