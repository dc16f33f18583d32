import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { formatMetricValue } from '../../base/metricValue.ts';
import type { Metric } from '../../model/metric.ts';
import type { PanelMetricSeries } from '../../protocol/panelMonitor.ts';
import { watchTheme } from '../charts/watchTheme.ts';
import { NOTHING } from '../format.ts';
import { actOnKey } from '../keys.ts';
import { usePanel } from '../panel.ts';
import type { MonitorModel } from './monitorModel.ts';
import { figuresOf, nearestAt, noSeries, toPlot, type PlotSeries } from './monitorSeries.ts';
import type { ChartOf } from './sections.ts';
import { createTimeChart, type TimeChart } from './timeChart.ts';

const PAN_SHARE = 0.2;
const WHEEL_PX = 300;
/** Points that the keyboard goes at once. */
const FAR = 10;

/** The chart of a metric, or of one of each core. It is drawn once somebody has scrolled to it. */
export function MetricChart({ chart }: { chart: ChartOf }) {
  const panel = usePanel();
  const model = panel.monitor;
  const box = useRef<HTMLElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  /** Zooming draws the same values again. */
  const plotted = useMemo(() => new WeakMap<PanelMetricSeries, PlotSeries>(), []);
  const isSeen = useSignal(false);
  const drawn = useSignal<TimeChart | null>(null);
  const { key, title, metrics } = chart;

  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => (isSeen.value = entry?.isIntersecting === true), { rootMargin: '150px' });
    seen.observe(box.current!);
    model.charts.set(key, { element: box.current!, title, canvas: () => drawn.peek()?.canvas ?? null });
    return () => {
      seen.disconnect();
      model.charts.delete(key);
    };
  }, [key, title]);

  useEffect(() => {
    const element = plot.current!;
    let isGone = false;
    let isLoading = false;
    const draw = async () => {
      if (isLoading) return;
      isLoading = true;
      const { default: Plot } = await import('uplot');
      isLoading = false;
      if (isGone) return;
      drawn.peek()?.dispose();
      drawn.value = createTimeChart(Plot, {
        element,
        metrics,
        language: document.documentElement.lang,
        marks: () => model.state.peek()?.marks ?? [],
        onCursor: (atMs) => (model.cursorMs.value = atMs),
        onZoom: model.zoomTo,
        onReset: model.reset,
      });
    };
    const stop = watchSeen(isSeen, model, () => {
      if (drawn.peek() === null) panel.attempt(draw());
    });
    const size = new ResizeObserver(() => drawn.peek()?.fit());
    size.observe(element);
    const theme = watchTheme(() => {
      if (drawn.peek() !== null) panel.attempt(draw());
    });
    return () => {
      isGone = true;
      stop();
      size.disconnect();
      theme.dispose();
      drawn.peek()?.dispose();
      drawn.value = null;
    };
  }, [key, metrics.map(({ id }) => id).join(' ')]);

  useSignalEffect(() => {
    const [target, window] = [drawn.value, model.window.value];
    void model.version.value;
    void model.state.value?.marks;
    if (target === null || !(isSeen.value || model.drawsAll.value)) return;
    const plots = metrics.map(({ id }) => {
      const series = model.series(id) ?? noSeries;
      const values = plotted.get(series) ?? toPlot(series);
      plotted.set(series, values);
      return values;
    });
    target.draw(plots, window);
  });
  useSignalEffect(() => drawn.value?.point(isSeen.value ? model.cursorMs.value : null));
  useWheel(plot, model);

  return (
    <figure ref={box} class="metric-chart">
      <figcaption title={metrics.length === 1 ? metrics[0].description : undefined}>
        <bdi class="metric-title">{title}</bdi>
        <Readout metrics={metrics} />
      </figcaption>
      <Plotted chart={chart} element={plot} />
    </figure>
  );
}

/** Calls when the chart is to be drawn, because it is in sight or all are. */
function watchSeen(
  isSeen: { subscribe(listener: (seen: boolean) => void): () => void },
  model: MonitorModel,
  draw: () => void,
): () => void {
  const stops = [isSeen, model.drawsAll].map((each) => each.subscribe((on) => on && draw()));
  return () => {
    for (const stop of stops) stop();
  };
}

/** The value under the cursor, or the newest one; of several metrics the greatest. */
function Readout({ metrics }: { metrics: ChartOf['metrics'] }) {
  const model = usePanel().monitor;
  const text = useComputed(() => {
    void model.version.value;
    return valueText(model, metrics, model.cursorMs.value ?? model.window.value.untilMs);
  });
  return <span class="metric-value">{text}</span>;
}

function valueText(model: MonitorModel, metrics: readonly Metric[], atMs: number): string {
  const values = metrics.flatMap((metric) => {
    const series = model.series(metric.id);
    const { fromMs, untilMs } = model.window.peek();
    const index = series === undefined ? null : nearestAt(series.atMs, atMs, untilMs - fromMs);
    return index === null ? [] : [{ metric, value: series!.values[index]! }];
  });
  const [first] = values.toSorted((a, b) => b.value - a.value);
  if (first === undefined) return NOTHING;
  const text = formatMetricValue(first.value, first.metric.unit);
  return metrics.length === 1 ? text : `${first.metric.title}: ${text}`;
}

function Plotted({ chart: { title, metrics }, element }: { chart: ChartOf; element: { readonly current: HTMLDivElement | null } }) {
  const model = usePanel().monitor;
  const timesOf = () => model.series(metrics[0].id)?.atMs ?? new Float64Array();
  const here = () => model.cursorMs.peek() ?? model.window.peek().untilMs;
  const move = (steps: number) => {
    const atMs = timesOf();
    const { fromMs, untilMs } = model.window.peek();
    const place = nearestAt(atMs, here());
    if (place === null) return;
    const at = atMs[Math.min(Math.max(place + steps, 0), atMs.length - 1)]!;
    model.cursorMs.value = Math.min(Math.max(at, fromMs), untilMs);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    actOnKey(event, {
      ArrowLeft: () => (event.shiftKey ? model.panBy(-PAN_SHARE) : move(-1)),
      ArrowRight: () => (event.shiftKey ? model.panBy(PAN_SHARE) : move(1)),
      PageUp: () => move(-FAR),
      PageDown: () => move(FAR),
      Home: () => (model.cursorMs.value = model.window.peek().fromMs),
      End: () => (model.cursorMs.value = model.window.peek().untilMs),
      '+': () => model.zoomBy(0.5, here()),
      '-': () => model.zoomBy(2, here()),
      Escape: () => {
        model.reset();
        model.cursorMs.value = null;
      },
    });
  };
  const said = useComputed(() => {
    void model.version.value;
    const atMs = model.cursorMs.value;
    const { fromMs, untilMs } = model.window.value;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'medium' }).format(atMs ?? untilMs);
    const series = metrics.length === 1 ? model.series(metrics[0].id) : undefined;
    const figures = series && figuresOf(series, fromMs, untilMs);
    const inAll =
      figures == null
        ? ''
        : `; from ${formatMetricValue(figures.min, metrics[0].unit)} to ${formatMetricValue(figures.max, metrics[0].unit)} in all`;
    return `${valueText(model, metrics, atMs ?? untilMs)} at ${time}${inAll}`;
  });
  const share = useComputed(() => {
    const { fromMs, untilMs } = model.window.value;
    return Math.round((((model.cursorMs.value ?? untilMs) - fromMs) / Math.max(untilMs - fromMs, 1)) * 100);
  });
  return (
    <div
      ref={element}
      class="metric-plot"
      role="slider"
      tabIndex={0}
      aria-label={`Chart of ${title}`}
      aria-describedby="monitor-keys"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share}
      aria-valuetext={said}
      onKeyDown={onKeyDown}
      onBlur={() => (model.cursorMs.value = null)}
    />
  );
}

/** Not by a property of the element: only a listener that says so may hold the wheel. */
function useWheel(element: { readonly current: HTMLDivElement | null }, model: MonitorModel): void {
  useEffect(() => {
    const target = element.current!;
    const onWheel = (event: WheelEvent) => {
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) {
        model.zoomBy(2 ** (event.deltaY / WHEEL_PX), model.cursorMs.peek() ?? model.window.peek().untilMs);
      } else if (sideways !== 0 && model.isZoomed.peek()) model.panBy(sideways / target.clientWidth);
      else return;
      event.preventDefault();
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  }, []);
}
