import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { isCancellation } from '../../base/errors.ts';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import {
  monitorRanges,
  type MonitorRange,
  type PanelMetricSeries,
  type PanelMonitor,
  type PanelMonitorApi,
  type PanelMonitorViewApi,
} from '../../protocol/panelMonitor.ts';
import type { Remote } from '../../protocol/rpc.ts';
import type { Kept } from '../persisted.ts';
import { firstOf, joinSeries } from './monitorSeries.ts';
import { viewOfTime, type TimeWindow } from './pastTime.ts';
import { sectionsOf, shownProgram, type ChartSection } from './sections.ts';

/** A chart on the page, as a picture is made of it. */
export interface DrawnChart {
  readonly element: HTMLElement;
  readonly title: string;
  readonly canvas: () => HTMLCanvasElement | null;
}

export interface MonitorModel {
  readonly view: PanelMonitorViewApi;
  /** Null until the host has answered, and where no folder is open. */
  readonly state: ReadonlySignal<PanelMonitor | null>;
  readonly answer: ReadonlySignal<{ readonly state: 'loading' | 'ready' } | { readonly state: 'failed'; readonly message: string }>;
  readonly sections: ReadonlySignal<readonly ChartSection[]>;
  /** Another one whenever there are other values. */
  readonly version: ReadonlySignal<number>;
  readonly window: ReadonlySignal<TimeWindow>;
  readonly isZoomed: ReadonlySignal<boolean>;
  readonly isPaused: ReadonlySignal<boolean>;
  /** Where the pointer or the keyboard is, on all charts; null where it is on none. */
  readonly cursorMs: Signal<number | null>;
  /** Whether charts that are out of sight are drawn as well, for a picture of all. */
  readonly drawsAll: Signal<boolean>;
  /** By their keys. */
  readonly charts: Map<string, DrawnChart>;
  series(metric: string): PanelMetricSeries | undefined;
  zoomTo(window: TimeWindow): void;
  /** Around a time; shows more where the factor is above 1. */
  zoomBy(factor: number, aroundMs: number): void;
  panBy(share: number): void;
  /** Shows a time that has been, in the finest range that still has it; it is kept until the page shows the monitor. False where none has it. */
  lookAt(time: TimeWindow): boolean;
  /** Shows all of the range again, up to now. */
  reset(): void;
  pause(on: boolean): void;
  /** Asks again for all that is shown. */
  reload(): void;
}

/** What is recorded late, or moved with the clock, comes with the next time that all is asked for. */
const ALL_EVERY_MS = 5 * 60_000;
const OVERLAP_MS = 5000;
const STORED_EVERY_MS = 30_000;
const LEAST_WINDOW_MS = 2000;

/** Has the values of the range that is shown, for as long as the monitor is. */
export function createMonitorModel(
  snapshot: ReadonlySignal<PanelSnapshot | null>,
  kept: ReadonlySignal<Kept>,
  host: Pick<Remote<PanelMonitorApi>, 'monitor' | 'monitorSeries'>,
  failureText: (error: unknown) => string,
  keepRange: (range: MonitorRange) => void,
): MonitorModel {
  const state = signal<PanelMonitor | null>(null);
  const answer = signal<MonitorModel['answer']['value']>({ state: 'loading' });
  const version = signal(0);
  const newestMs = signal(0);
  const oldestMs = signal(Infinity);
  const zoom = signal<TimeWindow | null>(null);
  const pausedMs = signal<number | null>(null);
  const cursorMs = signal<number | null>(null);
  const range = computed(() => kept.value.monitorRange);
  const filter = computed(() => kept.value.monitorFilter);
  const programId = computed(() => kept.value.monitorProgram);
  const isShown = computed(() => snapshot.value?.monitorShown === true);
  const whole = computed((): TimeWindow => {
    const untilMs = pausedMs.value ?? newestMs.value;
    const { durationMs, leastMs } = monitorRanges[range.value];
    // As far as there is something to show.
    return { fromMs: Math.max(untilMs - durationMs, Math.min(oldestMs.value, untilMs - leastMs)), untilMs };
  });
  const window = computed(() => zoom.value ?? whole.value);

  let all = new Map<string, PanelMetricSeries>();
  let askedAllAt = -Infinity;
  /** One question at a time; another one where something came meanwhile. */
  let asking: AbortController | null = null;
  let again = false;
  /** To be shown when the values of its range are there. */
  let wanted: TimeWindow | null = null;

  const fail = (error: unknown) => {
    if (!isCancellation(error)) answer.value = { state: 'failed', message: failureText(error) };
  };

  async function ask(): Promise<void> {
    if (asking !== null) {
      again = true;
      return;
    }
    const own = new AbortController();
    asking = own;
    try {
      const asked = range.peek();
      const isStored = monitorRanges[asked].by !== 'value';
      const age = performance.now() - askedAllAt;
      if (isStored && age < STORED_EVERY_MS) return;
      const takesAll = isStored || age > ALL_EVERY_MS;
      const answered = await host.monitorSeries({ range: asked, sinceMs: takesAll ? null : newestMs.peek() - OVERLAP_MS }, own.signal);
      if (own.signal.aborted) return;
      if (takesAll) askedAllAt = performance.now();
      const beginMs = answered.untilMs - monitorRanges[asked].durationMs;
      const next = new Map(takesAll ? [] : all);
      for (const each of answered.series) {
        next.set(each.metric, joinSeries(takesAll ? undefined : all.get(each.metric), each, answered.fromMs, beginMs));
      }
      all = next;
      batch(() => {
        newestMs.value = answered.untilMs;
        oldestMs.value = firstOf(all.values());
        version.value += 1;
        if (wanted !== null) zoom.value = wanted;
        wanted = null;
        answer.value = { state: 'ready' };
      });
    } catch (error) {
      fail(error);
    } finally {
      if (asking === own) asking = null;
    }
    if (again && asking === null) {
      again = false;
      void ask();
    }
  }

  function begin(): void {
    asking?.abort();
    asking = null;
    again = false;
    askedAllAt = -Infinity;
    all = new Map();
    batch(() => {
      answer.value = { state: 'loading' };
      zoom.value = null;
      pausedMs.value = null;
      cursorMs.value = null;
    });
    void ask();
  }

  function show(next: PanelMonitor | null): void {
    const before = state.peek();
    state.value = next;
    if (next === null) answer.value = { state: 'ready' };
    // Metrics of the same name are others there.
    else if (before !== null && before.folder.id !== next.folder.id) begin();
  }

  function start(): void {
    host.monitor().then(show, fail);
    begin();
  }

  effect(() => {
    void range.value;
    if (isShown.value) start();
    else asking?.abort();
  });

  const zoomTo = ({ fromMs, untilMs }: TimeWindow) => {
    const { fromMs: least, untilMs: most } = whole.peek();
    const length = Math.min(Math.max(untilMs - fromMs, LEAST_WINDOW_MS), most - least);
    const first = Math.min(Math.max(fromMs, least), most - length);
    zoom.value = length >= most - least ? null : { fromMs: first, untilMs: first + length };
  };

  return {
    view: {
      monitorChanged: show,
      monitorTick() {
        // What is paused stays as it is; all of it comes with going on.
        if (isShown.peek() && pausedMs.peek() === null) void ask();
      },
    },
    state,
    answer,
    sections: computed(() => {
      const shown = state.value;
      return shown === null ? [] : sectionsOf(shown, shownProgram(shown, programId.value), filter.value);
    }),
    version,
    window,
    isZoomed: computed(() => zoom.value !== null),
    isPaused: computed(() => pausedMs.value !== null),
    cursorMs,
    drawsAll: signal(false),
    charts: new Map(),
    series: (metric) => all.get(metric),
    zoomTo,
    zoomBy(factor, aroundMs) {
      const { fromMs, untilMs } = window.peek();
      zoomTo({ fromMs: aroundMs - (aroundMs - fromMs) * factor, untilMs: aroundMs + (untilMs - aroundMs) * factor });
    },
    panBy(share) {
      const { fromMs, untilMs } = window.peek();
      const byMs = (untilMs - fromMs) * share;
      if (zoom.peek() !== null) zoomTo({ fromMs: fromMs + byMs, untilMs: untilMs + byMs });
    },
    lookAt(time) {
      const view = viewOfTime(time, Date.now());
      if (view === null) return false;
      wanted = view.window;
      keepRange(view.range);
      if (isShown.peek()) begin();
      return true;
    },
    reset() {
      zoom.value = null;
    },
    pause(on) {
      pausedMs.value = on ? newestMs.peek() : null;
      if (!on) void ask();
    },
    reload: start,
  };
}
