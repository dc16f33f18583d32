import { computed, signal, useSignal, type Signal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { metricNames, metricText } from '../../base/historyWords.ts';
import type { PanelHistory } from '../../protocol/panelHistory.ts';
import { Layers } from '../charts/layers.tsx';
import type { Draw } from '../charts/useCanvas.ts';
import { plural } from '../format.ts';
import { actOnKey } from '../keys.ts';
import { usePanel } from '../panel.ts';
import { createHeatPainter, drawHeatCell, nameOf } from './drawHeat.ts';
import { heatLines, type Heat, type HeatLine } from './heat.ts';
import { cellAt, HEAD_PX, layoutOf, LINE_PX, lineFrom, valueIndex, type HeatCell } from './heatLayout.ts';
import { againstWords, commitWords } from './historyWords.ts';

export interface HeatMapProps {
  readonly history: PanelHistory;
  readonly heat: Heat;
  readonly onOpen: (benchmarkId: string, hash: string | null) => void;
}

/** Where the keyboard is, in words that hold for other results, too. */
interface Wanted {
  readonly id: string | null;
  /** How many commits after it. */
  readonly newer: number;
}

/** What is looked at of a heat map. */
function createHeatView(
  { history, heat }: HeatMapProps,
  kept: { readonly value: { readonly historyFilter: string } },
  wanted: Signal<Wanted>,
) {
  const filter = computed(() => kept.value.historyFilter);
  const lines = computed(() => heatLines(heat, filter.value));
  const scrollTop = signal(0);
  const pointer = signal<HeatCell | null>(null);
  const isFocused = signal(false);
  const current = computed((): (HeatCell & { readonly column: number }) | null => {
    const { id, newer } = wanted.value;
    const line = lines.value.findIndex((each) => each.kind === 'row' && heat.series[each.row]!.benchmark.id === id);
    // It may be gone, since the filter is another.
    const found = line === -1 ? lines.value.findIndex((each) => each.kind === 'row') : line;
    return found === -1 ? null : { line: found, column: Math.max(0, heat.columns - 1 - newer) };
  });
  const told = computed(() => pointer.value ?? (isFocused.value ? current.value : null));
  const paint = createHeatPainter(heat, history.commits);
  const base = computed((): Draw => {
    const [shown, top] = [lines.value, scrollTop.value];
    return (surface) => paint(surface, shown, top);
  });
  const over = computed((): Draw => {
    const [cell, top, byKeyboard] = [told.value, scrollTop.value, pointer.value === null];
    return (surface) => cell && drawHeatCell(surface, heat, cell, top, byKeyboard);
  });
  return { lines, scrollTop, pointer, isFocused, current, told, base, over };
}

type HeatView = ReturnType<typeof createHeatView>;

/** All benchmarks over the commits; colours say what each is against its own median. Only what is in view is drawn. */
export function HeatMap(props: HeatMapProps) {
  const { history, heat, onOpen } = props;
  const panel = usePanel();
  const wanted = useSignal<Wanted>({ id: null, newer: 0 });
  const view = useMemo(() => createHeatView(props, panel.kept, wanted), [heat]);
  const scroller = useRef<HTMLDivElement>(null);
  const lines = view.lines.value;
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = panel.takeHistoryScrollPx();
    const row = heat.series.findIndex(({ benchmark }) => benchmark.id === panel.history.left.peek());
    panel.history.left.value = null;
    if (row === -1) return;
    // Back from a chart: to where one was.
    goTo(
      lines.findIndex((line) => line.kind === 'row' && line.row === row),
      heat.columns - 1,
    );
    scroller.current?.focus({ preventScroll: true });
  }, []);
  // A filter shortens what can be scrolled, which tells nobody.
  useLayoutEffect(() => {
    view.scrollTop.value = scroller.current?.scrollTop ?? 0;
    view.pointer.value = null;
  }, [lines]);

  const cellOf = (event: MouseEvent): HeatCell | null => {
    const { left, top, width } = scroller.current!.getBoundingClientRect();
    const inner = Math.min(width, scroller.current!.clientWidth);
    return cellAt(lines, layoutOf(inner, heat.columns), view.scrollTop.value, event.clientX - left, event.clientY - top);
  };
  const open = ({ line, column }: HeatCell) => {
    const found = lines[line];
    if (found?.kind !== 'row') return;
    const isMeasured = column !== null && valueIndex(heat, found.row, column) !== -1;
    onOpen(heat.series[found.row]!.benchmark.id, isMeasured ? history.commits[column]!.hash : null);
  };
  const goTo = (line: number, column: number) => {
    const found = lines[line];
    const { current: box } = scroller;
    if (found?.kind !== 'row' || box === null) return;
    view.pointer.value = null;
    const { benchmark } = heat.series[found.row]!;
    wanted.value = { id: benchmark.id, newer: heat.columns - 1 - Math.min(heat.columns - 1, Math.max(0, column)) };
    const top = line * LINE_PX;
    const room = box.clientHeight - HEAD_PX;
    // With the name of its group, where that is the line before it.
    const first = lines[line - 1]?.kind === 'group' ? top - LINE_PX : top;
    if (first < box.scrollTop) box.scrollTop = first;
    else if (top + LINE_PX > box.scrollTop + room) box.scrollTop = top + LINE_PX - room;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = view.current.value;
    if (at === null || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroller.current!.clientHeight - HEAD_PX) / LINE_PX) - 1);
    actOnKey(event, {
      ArrowLeft: () => goTo(at.line, at.column - 1),
      ArrowRight: () => goTo(at.line, at.column + 1),
      ArrowUp: () => goTo(lineFrom(lines, at.line, -1), at.column),
      ArrowDown: () => goTo(lineFrom(lines, at.line, 1), at.column),
      PageUp: () => goTo(lineFrom(lines, at.line, -page), at.column),
      PageDown: () => goTo(lineFrom(lines, at.line, page), at.column),
      Home: () => goTo(event.ctrlKey ? lineFrom(lines, at.line, -lines.length) : at.line, 0),
      End: () => goTo(event.ctrlKey ? lineFrom(lines, at.line, lines.length) : at.line, heat.columns - 1),
      Enter: () => open(at),
    });
  };
  return (
    <div class="heat">
      <div
        ref={scroller}
        class="heat-scroller"
        role="grid"
        tabIndex={0}
        aria-label={`${metricNames[heat.metric]} of ${plural(heat.series.length, 'benchmark')} over ${plural(heat.columns, 'commit')}, against the median of each`}
        aria-rowcount={lines.length}
        aria-colcount={heat.columns + 1}
        aria-activedescendant={cellId(view.current.value)}
        onKeyDown={onKeyDown}
        onFocus={() => (view.isFocused.value = true)}
        onBlur={() => (view.isFocused.value = false)}
        onScroll={(event) => {
          view.scrollTop.value = event.currentTarget.scrollTop;
          view.pointer.value = null;
          panel.keepScroll({ history: event.currentTarget.scrollTop });
        }}
        onPointerMove={(event) => {
          const cell = cellOf(event);
          const before = view.pointer.value;
          if (cell?.line !== before?.line || cell?.column !== before?.column) view.pointer.value = cell;
        }}
        onPointerLeave={() => (view.pointer.value = null)}
        onClick={(event) => {
          const cell = cellOf(event);
          if (cell) open(cell);
        }}
      >
        <div class="heat-canvas">
          <Layers base={view.base} over={view.over} />
        </div>
        <div class="heat-rest" style={{ height: `${lines.length * LINE_PX + HEAD_PX}px` }} />
        <CurrentCell view={view} heat={heat} history={history} />
      </div>
      <Readout view={view} heat={heat} history={history} />
    </div>
  );
}

const cellId = (cell: HeatCell | null): string | undefined => (cell ? `heat-${cell.line}-${cell.column}` : undefined);

type OfView = Pick<HeatMapProps, 'history' | 'heat'> & { readonly view: HeatView };

/** The one cell that the keyboard is on, as screen readers know cells: all of them would be a hundred thousand elements. */
function CurrentCell({ view, heat, history }: OfView) {
  const cell = view.current.value;
  const line = cell && view.lines.value[cell.line];
  if (cell === null || line?.kind !== 'row') return null;
  return (
    <div class="visually-hidden" role="row" aria-rowindex={cell.line + 1}>
      <span role="rowheader" aria-colindex={1}>
        {placeName(heat, line)}
      </span>
      <span key={cellId(cell)} id={cellId(cell)} role="gridcell" aria-colindex={cell.column + 2}>
        {cellLines(heat, history, line.row, cell.column).join('. ')}
      </span>
    </div>
  );
}

const placeName = ({ series }: Heat, { row }: HeatLine & { readonly kind: 'row' }): string => {
  const { benchmark } = series[row]!;
  return [...benchmark.path.slice(0, -1), nameOf(benchmark)].join(' › ').slice(0, 300);
};

/** What a cell says; without a column, what the benchmark is now. */
function cellLines(heat: Heat, { commits }: PanelHistory, row: number, column: number | null): readonly string[] {
  const { values, runs, places } = heat.series[row]!;
  const index = column === null ? values.length - 1 : valueIndex(heat, row, column);
  if (index === -1) return ['not measured', commitWords(commits[column!]!)];
  const value = values[index]!;
  return [
    metricText(heat.metric, value),
    againstWords(heat.metric, value, heat.usual[row]!, 'its median') ?? '',
    commitWords(commits[places[index]!]!),
    runs[index]! > 1 ? `median of ${runs[index]} runs` : '',
  ].filter((text) => text !== '');
}

/** The words for the eye, at the cell. */
function Readout({ view, heat, history }: OfView) {
  const place = useRef<HTMLDivElement>(null);
  const cell = view.told.value;
  const line = cell && view.lines.value[cell.line];
  const top = cell ? HEAD_PX + cell.line * LINE_PX - view.scrollTop.value : 0;
  useLayoutEffect(() => {
    const box = place.current;
    const around = box?.parentElement;
    if (!box || !around || !cell) return;
    const { namesWidth, columnWidth } = layoutOf(around.clientWidth, heat.columns);
    const x = cell.column === null ? namesWidth : namesWidth + (cell.column + 1) * columnWidth;
    const isLeft = x > around.clientWidth * 0.6;
    box.classList.toggle('history-readout-left', isLeft);
    box.style.left = `${isLeft ? x - columnWidth - 10 : x + 10}px`;
    box.style.top = `${Math.max(0, Math.min(top + LINE_PX + 4, around.clientHeight - box.offsetHeight))}px`;
  });
  if (cell === null || line?.kind !== 'row') return null;
  const [title, ...rest] = cellLines(heat, history, line.row, cell.column);
  return (
    <div ref={place} class="history-readout" aria-hidden="true">
      <div class="muted">
        <bdi>{placeName(heat, line)}</bdi>
      </div>
      <strong>{title}</strong>
      {rest.map((text, index) => (
        <div key={index}>
          <bdi>{text}</bdi>
        </div>
      ))}
    </div>
  );
}
