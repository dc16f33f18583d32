import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Draw } from '../charts/useCanvas.ts';
import type { Panel } from '../panel.ts';
import { placeAt, plotOf, viewOf, type ChartData, type ChartView } from './chartView.ts';
import { drawHistory, drawPointed } from './drawHistory.ts';
import { everything, isEverything, zoomAround, zoomWith, clampZoom, panBy, type Zoom } from './zoom.ts';

interface Pointer {
  readonly index: number;
  readonly isHit: boolean;
}

/** What a chart of one benchmark shows, and what it is pointed at. */
export interface ChartModel {
  readonly data: ChartData;
  readonly view: ReadonlySignal<ChartView>;
  readonly isZoomed: ReadonlySignal<boolean>;
  readonly pointer: Signal<Pointer | null>;
  readonly isFocused: Signal<boolean>;
  /** What is dragged over, CSS pixels. */
  readonly brush: Signal<{ readonly from: number; readonly to: number } | null>;
  /** What is told: what the pointer is at, or the keyboard. */
  readonly told: ReadonlySignal<number | null>;
  /** Where the keyboard is. */
  readonly current: ReadonlySignal<number>;
  readonly base: ReadonlySignal<Draw>;
  readonly over: ReadonlySignal<Draw>;
  /** Goes to a point with the keyboard, and shows it. */
  goTo(index: number): void;
  zoom(factor: number, place: number): void;
  pan(places: number): void;
  /** Shows what was dragged over. */
  zoomTo(fromPx: number, toPx: number, width: number): void;
  reset(): void;
  dispose(): void;
}

const ZOOM_RESTS_MS = 150;

export function createChartModel(data: ChartData, panel: Pick<Panel, 'kept' | 'keep' | 'history'>): ChartModel {
  const { commits, series } = data;
  const { id } = series.benchmark;
  const count = commits.length;
  const last = series.places.length - 1;
  const kept = panel.kept.peek().historyZoom;
  const zoom = signal<Zoom>(kept?.benchmarkId === id ? clampZoom(kept, count) : everything(count));
  const pointer = signal<Pointer | null>(null);
  const isFocused = signal(false);
  const brush = signal<ChartModel['brush']['value']>(null);
  const isZoomed = computed(() => !isEverything(zoom.value, count));
  const scaleKind = computed(() => panel.kept.value.historyScale);
  const view = computed(() => viewOf(data, zoom.value, scaleKind.value));
  const current = computed(() => {
    const hash = panel.history.hash.value;
    const at = hash === null ? -1 : series.places.findIndex((place) => commits[place]!.hash === hash);
    return at === -1 ? last : at;
  });
  const told = computed(() => pointer.value?.index ?? (isFocused.value ? current.value : null));
  const base = computed((): Draw => {
    const shown = view.value;
    return (surface) => drawHistory(surface, data, shown);
  });
  const over = computed((): Draw => {
    const shown = view.value;
    const pointed = { index: told.value, isFocused: pointer.value === null, brush: brush.value };
    return (surface) => drawPointed(surface, data, shown, pointed);
  });

  // Written when it rests: it changes with every turn of the wheel.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const next = isZoomed.value ? { ...zoom.value, benchmarkId: id } : null;
    clearTimeout(timer);
    if (JSON.stringify(next) !== JSON.stringify(panel.kept.peek().historyZoom)) {
      timer = setTimeout(() => panel.keep({ historyZoom: next }), ZOOM_RESTS_MS);
    }
  });

  return {
    data,
    view,
    isZoomed,
    pointer,
    isFocused,
    brush,
    told,
    current,
    base,
    over,
    goTo(index) {
      const at = Math.min(last, Math.max(0, index));
      const place = series.places[at]!;
      panel.history.hash.value = commits[place]!.hash;
      pointer.value = null;
      zoom.value = zoomWith(zoom.value, count, place);
    },
    zoom(factor, place) {
      zoom.value = zoomAround(zoom.value, count, place, factor);
    },
    pan(places) {
      zoom.value = panBy(zoom.value, count, places);
    },
    zoomTo(fromPx, toPx, width) {
      const plot = plotOf(width);
      const [from, to] = [fromPx, toPx].map((x) => placeAt(plot, zoom.value, x)).toSorted((a, b) => a - b);
      zoom.value = clampZoom({ from: from!, to: to! }, count);
    },
    reset() {
      zoom.value = everything(count);
    },
    dispose() {
      stop();
      clearTimeout(timer);
    },
  };
}
