import { useEffect, useMemo, useRef } from 'preact/hooks';
import { metricNames, metricText } from '../../base/historyWords.ts';
import { Layers } from '../charts/layers.tsx';
import { Button, Choice } from '../controls.tsx';
import { plural } from '../format.ts';
import { actOnKey } from '../keys.ts';
import { usePanel } from '../panel.ts';
import { createChartModel, type ChartModel } from './chartModel.ts';
import { CHART_HEIGHT, nearestTo, placeAt, plotOf, SPIKE, SUSPECT, xOf, yOf, type ChartData } from './chartView.ts';
import { againstWords, commitWords } from './historyWords.ts';
import { levelAt } from './levels.ts';

/** The values of a benchmark over the commits, with what became of them. */
export function HistoryChart({ data }: { data: ChartData }) {
  const panel = usePanel();
  const model = useMemo(() => createChartModel(data, panel), [data]);
  useEffect(() => model.dispose, [model]);
  return (
    <section aria-labelledby="history-chart-title">
      <div class="section-head">
        <h2 id="history-chart-title">{`${plural(data.series.places.length, 'commit')}, oldest left`}</h2>
        {model.isZoomed.value && <Button onClick={() => model.reset()}>Show all commits</Button>}
        <Choice
          label="Scale"
          value={panel.kept.value.historyScale}
          options={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log' },
          ]}
          onChange={(value) => panel.keep({ historyScale: value })}
        />
      </div>
      <Canvas key={data} model={model} />
      <Legend data={data} />
      <p class="hint" id="history-chart-keys">
        Click on a point to see what its commit changed; drag, or turn the wheel with Ctrl, to zoom. Keys: arrows and Enter, + and - to
        zoom, Shift with an arrow to move along, Escape to show all.
      </p>
    </section>
  );
}

/** A drag begins after so many pixels. */
const DRAG_PX = 5;
/** A turn of the wheel by this much doubles or halves what is shown. */
const WHEEL_PX = 300;

function Canvas({ model }: { model: ChartModel }) {
  const panel = usePanel();
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef<number | null>(null);
  const { data, view, pointer, brush, isFocused, current } = model;
  const open = (index: number) => panel.attempt(panel.host.openCommit(commitAt(data, index).hash));
  const placeOf = (event: MouseEvent) => {
    const { left, top, width } = box.current!.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top, width };
  };

  // Not by a property of the element: only a listener that says so may hold the wheel.
  useEffect(() => {
    const element = box.current;
    const onWheel = (event: WheelEvent) => {
      const { x, width } = placeOf(event);
      const plot = plotOf(width);
      const { zoom } = view.peek();
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey) model.zoom(2 ** (event.deltaY / WHEEL_PX), placeAt(plot, zoom, x));
      else if (sideways !== 0 && model.isZoomed.peek()) model.pan((sideways / plot.width) * (zoom.to - zoom.from));
      else return;
      event.preventDefault();
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [model]);

  const onPointerMove = (event: PointerEvent) => {
    const { x, y, width } = placeOf(event);
    const from = pressed.current;
    if (from !== null && (brush.value !== null || Math.abs(x - from) > DRAG_PX)) {
      brush.value = { from, to: x };
      pointer.value = null;
      return;
    }
    const nearest = nearestTo(data, view.value, width, x, y);
    const before = pointer.value;
    if (nearest?.index !== before?.index || nearest?.isHit !== before?.isHit) pointer.value = nearest;
    box.current!.classList.toggle('is-hit', nearest?.isHit === true);
  };
  const onPointerDown = (event: PointerEvent) => {
    const { x } = placeOf(event);
    if (event.button !== 0) return;
    pressed.current = x;
    box.current!.setPointerCapture(event.pointerId);
  };
  const onPointerUp = (event: PointerEvent) => {
    const { x, y, width } = placeOf(event);
    const dragged = brush.value;
    const wasPressed = pressed.current !== null;
    pressed.current = null;
    brush.value = null;
    if (dragged) model.zoomTo(dragged.from, x, width);
    else if (wasPressed) {
      const nearest = nearestTo(data, view.value, width, x, y);
      if (!nearest?.isHit) return;
      model.goTo(nearest.index);
      open(nearest.index);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const at = current.value;
    const { zoom } = view.value;
    const step = (zoom.to - zoom.from) / 5;
    const place = data.series.places[at]!;
    actOnKey(event, {
      ArrowLeft: () => (event.shiftKey ? model.pan(-step) : model.goTo(at - 1)),
      ArrowRight: () => (event.shiftKey ? model.pan(step) : model.goTo(at + 1)),
      PageUp: () => model.goTo(at - 10),
      PageDown: () => model.goTo(at + 10),
      Home: () => model.goTo(0),
      End: () => model.goTo(data.series.places.length - 1),
      '+': () => model.zoom(0.5, place),
      '-': () => model.zoom(2, place),
      Escape: () => model.reset(),
      Enter: () => open(at),
    });
  };
  return (
    <div class="history-chart">
      <div
        ref={box}
        class="history-canvas"
        style={{ height: `${CHART_HEIGHT}px` }}
        role="slider"
        tabIndex={0}
        aria-label={chartWords(data)}
        aria-describedby="history-chart-keys"
        aria-valuemin={1}
        aria-valuemax={data.series.places.length}
        aria-valuenow={current.value + 1}
        aria-valuetext={pointWords(data, current.value)}
        onFocus={() => (isFocused.value = true)}
        onBlur={() => (isFocused.value = false)}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerDown={onPointerDown}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          pressed.current = null;
          brush.value = null;
        }}
        onPointerLeave={() => (pointer.value = null)}
        onDblClick={() => model.reset()}
      >
        <Layers base={model.base} over={model.over} />
      </div>
      <Readout model={model} box={box} />
    </div>
  );
}

const commitAt = ({ commits, series }: ChartData, index: number) => commits[series.places[index]!]!;

/** What a point says, for the eye. */
function Readout({ model, box }: { model: ChartModel; box: { readonly current: HTMLElement | null } }) {
  const { data, told, view, brush } = model;
  const index = told.value;
  if (index === null || brush.value !== null || index < view.value.first || index > view.value.last) return null;
  const width = box.current?.clientWidth ?? 0;
  const plot = plotOf(width);
  const value = data.series.values[index]!;
  const x = xOf(plot, view.value.zoom, data.series.places[index]!);
  const y = yOf(plot, view.value.scale, value);
  const [title, ...rest] = pointLines(data, index);
  const isLeft = x > width / 2;
  return (
    <div
      class={isLeft ? 'history-readout history-readout-left' : 'history-readout'}
      aria-hidden="true"
      style={{ left: `${isLeft ? x - 14 : x + 14}px`, top: `${Math.min(y, CHART_HEIGHT - 120)}px` }}
    >
      <strong>{title}</strong>
      {rest.map((text, at) => (
        <div key={at}>
          <bdi>{text}</bdi>
        </div>
      ))}
    </div>
  );
}

/** The value first; then what it is against its level, the commit, and how often it was measured. */
function pointLines(data: ChartData, index: number): readonly string[] {
  const { metric, series, levels, kinds } = data;
  const value = series.values[index]!;
  const commit = commitAt(data, index);
  const level = levelAt(levels, index);
  const note = kinds[index] === SPIKE ? 'A spike: the values after it are as before.' : 'Looks off, and was not yet measured again.';
  return [
    metricText(metric, value),
    (level && againstWords(metric, value, level.value, 'the level')) ?? '',
    commitWords(commit),
    series.runs[index]! > 1 ? `median of ${series.runs[index]} runs` : '1 run',
    kinds[index] === SPIKE || kinds[index] === SUSPECT ? note : '',
  ].filter((line) => line !== '');
}

const pointWords = (data: ChartData, index: number): string => pointLines(data, index).join('. ');

function chartWords({ metric, series }: ChartData): string {
  const { changes, benchmark, values } = series;
  const name = (benchmark.path.at(-1) ?? benchmark.id).slice(0, 200);
  const count = changes?.changePoints.length ?? 0;
  const found = count === 0 ? 'no change of its level' : plural(count, 'change of its level', 'changes of its level');
  return `Chart of ${name}: ${metricNames[metric]} over ${plural(values.length, 'commit')}, ${found}. A table follows.`;
}

function Legend({ data: { series, kinds } }: { data: ChartData }) {
  const { changes } = series;
  const has = (direction: 'up' | 'down') => changes?.changePoints.some((change) => change.direction === direction) === true;
  return (
    <ul class="legend">
      <li>
        <span class="key key-point" />
        commit
      </li>
      <li>
        <span class="key key-level" />
        level between changes
      </li>
      {has('up') && (
        <li>
          <span class="bad">▲</span>
          more from here on
        </li>
      )}
      {has('down') && (
        <li>
          <span class="good">▼</span>
          less from here on
        </li>
      )}
      {(changes?.varianceChanges.length ?? 0) > 0 && (
        <li>
          <span>↕</span>
          another spread
        </li>
      )}
      {kinds.includes(SPIKE) && (
        <li>
          <span class="key key-spike" />
          spike
        </li>
      )}
      {kinds.includes(SUSPECT) && (
        <li>
          <span class="key key-suspect" />? not yet measured again
        </li>
      )}
    </ul>
  );
}
