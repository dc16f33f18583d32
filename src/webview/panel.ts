import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { isCancellation } from '../base/errors.ts';
import type { FileFailure } from '../model/run.ts';
import type {
  PanelComparisonDetail,
  PanelDetail,
  PanelHostApi,
  PanelProgress,
  PanelRunEntry,
  PanelSnapshot,
  PanelViewApi,
} from '../protocol/panel.ts';
import type { PanelHistoryChoice } from '../protocol/panelHistory.ts';
import type { Remote } from '../protocol/rpc.ts';
import { ratioScaleOf } from './charts/ratioScale.ts';
import { barScaleOf, type Scale } from './charts/scale.ts';
import { comparisonSortValues, groupComparisons, type ComparisonRow, type ComparisonSortKey } from './comparison/comparisons.ts';
import { failureText } from './failureText.ts';
import { createHintsModel, type HintsModel } from './hints/hintsModel.ts';
import { createHistoryModel, type HistoryModel } from './history/historyModel.ts';
import { loadFor, type DetailKey, type Loaded } from './loaded.ts';
import { createMonitorModel, type MonitorModel } from './monitor/monitorModel.ts';
import { readPersisted, type Kept, type ScrollPx } from './persisted.ts';
import { groupResults, sortValues, type Row, type SortKey } from './results.ts';
import { arrangeFailures } from './table/arrange.ts';
import type { ShownFailure } from './table/rows.ts';
import { createTableModel, type TableModel } from './table/tableModel.ts';

export interface Storage {
  getState(): unknown;
  setState(state: unknown): void;
}

/** A bench file that gave no benchmarks at all. */
export type ShownFileFailure = FileFailure & Pick<ShownFailure, 'side'>;

/** All that the page shows, as signals, and all that it can ask for. */
export interface Panel {
  readonly host: Remote<PanelHostApi>;
  readonly view: PanelViewApi;
  /** Null until the host has answered for the first time. */
  readonly snapshot: ReadonlySignal<PanelSnapshot | null>;
  readonly running: ReadonlySignal<PanelProgress | null>;
  readonly runs: ReadonlySignal<readonly PanelRunEntry[]>;
  /** An error to show until it is dismissed. */
  readonly notice: Signal<string | null>;
  readonly kept: ReadonlySignal<Kept>;
  /** The run that is shown; empty while a comparison is. */
  readonly results: TableModel<Row, SortKey>;
  /** The comparison that is shown. */
  readonly comparisons: TableModel<ComparisonRow, ComparisonSortKey>;
  /** By group key, for groups in which there is something to compare. Of the whole group, whatever the filter leaves. */
  readonly barScales: ReadonlySignal<ReadonlyMap<string, Scale>>;
  /** The common axis of all ratios of the comparison; null where there are none. */
  readonly ratioScale: ReadonlySignal<Scale | null>;
  /** Of the run or the comparison, those that the filter lets through. */
  readonly arrangedFailures: ReadonlySignal<readonly ShownFileFailure[]>;
  readonly detail: ReadonlySignal<Loaded<PanelDetail>>;
  readonly comparisonDetail: ReadonlySignal<Loaded<PanelComparisonDetail>>;
  readonly history: HistoryModel;
  readonly hints: HintsModel;
  readonly monitor: MonitorModel;
  /** Set to have the table scroll to a benchmark, and perhaps focus it; the table clears it. */
  readonly reveal: Signal<{ readonly id: string; readonly focus: boolean } | null>;
  /** Where the table was scrolled to before the page was reloaded. Answers once; 0 from then on. */
  takeOverviewScrollPx(): number;
  /** How far the detail of this benchmark was scrolled when the page was reloaded; null when it was opened since. Answers once. */
  takeDetailScrollPx(id: string): number | null;
  /** As far as the heat map was scrolled when it was left. */
  takeHistoryScrollPx(): number;
  /** As far as the hints were scrolled when they were left. */
  takeHintsScrollPx(): number;
  /** As far as the monitor was scrolled when it was left. */
  takeMonitorScrollPx(): number;
  keep(change: Partial<Kept>): void;
  keepScroll(change: Partial<ScrollPx>): void;
  openBenchmark(id: string | null): void;
  check(ids: readonly string[], on: boolean): void;
  /** Shows the error of a call to the host. */
  attempt(call: Promise<unknown>): void;
  pinRun(runId: string | null): void;
  /** Asks the host for everything. */
  start(): void;
}

const SCROLL_REST_MS = 150;

export function createPanel(host: Remote<PanelHostApi>, storage: Storage): Panel {
  const snapshot = signal<PanelSnapshot | null>(null);
  const running = signal<PanelProgress | null>(null);
  const runs = signal<readonly PanelRunEntry[]>([]);
  const notice = signal<string | null>(null);
  const { scrollPx, ...initial } = readPersisted(storage.getState());
  const kept = signal<Kept>(initial);
  const reveal = signal<{ readonly id: string; readonly focus: boolean } | null>(null);
  const keep = (change: Partial<Kept>): void => {
    kept.value = { ...kept.value, ...change };
  };

  const shownRun = computed(() => (snapshot.value?.comparison ? null : (snapshot.value?.run ?? null)));
  const results = createTableModel<Row, SortKey>({
    groups: computed(() => (shownRun.value ? groupResults(shownRun.value, snapshot.value?.earlier ?? {}) : [])),
    kept,
    values: sortValues,
    sortOf: (from) => from.sort,
    keepSort: (sort) => keep({ sort }),
    // Where more is better.
    descendingFirst: new Set(['ops']),
  });
  const comparisons = createTableModel<ComparisonRow, ComparisonSortKey>({
    groups: computed(() => (snapshot.value?.comparison ? groupComparisons(snapshot.value.comparison) : [])),
    kept,
    values: comparisonSortValues,
    sortOf: (from) => from.comparisonSort,
    keepSort: (comparisonSort) => keep({ comparisonSort }),
    // What became slower.
    descendingFirst: new Set(['change']),
    leading: new Set(['verdict', 'change']),
  });
  const barKind = computed(() => kept.value.barScale);
  const barScales = computed(() => {
    const scales = new Map<string, Scale>();
    for (const group of results.groups.value) {
      const compared = group.rows.filter((row) => row.relative !== null).flatMap((row) => row.summary ?? []);
      const scale = barScaleOf(compared, barKind.value);
      if (scale) scales.set(group.key, scale);
    }
    return scales;
  });
  const ratioScale = computed(() =>
    ratioScaleOf(comparisons.groups.value.flatMap((group) => group.rows.flatMap((row) => row.estimate ?? []))),
  );
  const filter = computed(() => kept.value.filter);
  const fileFailures = computed((): readonly ShownFileFailure[] => (snapshot.value?.comparison ?? snapshot.value?.run)?.fileFailures ?? []);
  const arrangedFailures = computed(() => arrangeFailures(fileFailures.value, filter.value));

  // Scrolling is kept beside the signals: it draws nothing anew, and it is written only when it rests.
  let scrolledTo = scrollPx;
  let toRestore = initial.openId;
  let overviewToRestorePx = scrollPx.overview;
  let scrollTimer: ReturnType<typeof setTimeout> | undefined;
  const save = (state: Kept) => storage.setState({ ...state, scrollPx: scrolledTo });
  effect(() => save(kept.value));

  function attempt(call: Promise<unknown>): void {
    call.catch((error: unknown) => {
      if (isCancellation(error)) return;
      notice.value = failureText(error);
    });
  }

  const keyOf = (ownerId: string | undefined, open: { readonly row: { readonly id: string } } | null): DetailKey | null =>
    ownerId !== undefined && open ? { ownerId, benchmarkId: open.row.id } : null;
  const detail = loadFor(
    computed(() => keyOf(shownRun.value?.id, results.open.value)),
    ({ ownerId, benchmarkId }) => host.detail(ownerId, benchmarkId),
    attempt,
  );
  const comparisonDetail = loadFor(
    computed(() => keyOf(snapshot.value?.comparison?.id, comparisons.open.value)),
    ({ ownerId, benchmarkId }) => host.comparisonDetail(ownerId, benchmarkId),
    attempt,
  );

  const history = createHistoryModel(snapshot, host, failureText);
  const hints = createHintsModel(snapshot, kept, host, failureText);
  const monitor = createMonitorModel(snapshot, kept, host, failureText, (monitorRange) => keep({ monitorRange }));

  const show = (next: PanelSnapshot): void => {
    const [before, shown] = [shownOf(snapshot.peek()), shownOf(next)];
    const isNew = shown?.id !== before?.id || shown?.state !== before?.state;
    batch(() => {
      snapshot.value = next;
      running.value = next.running;
      hints.show(next.hints);
      keep({ pinnedRunId: next.pinned ? (shown?.id ?? null) : null, history: next.history && choiceOf(next.history) });
    });
    if (isNew) {
      attempt(
        host.listRuns().then((list) => {
          runs.value = list;
        }),
      );
    }
  };

  return {
    host,
    view: {
      show,
      progress(next) {
        running.value = next;
      },
      hintsProgress: (next) => hints.show(next),
      ...monitor.view,
      reveal(benchmarkId) {
        keep({ openId: benchmarkId, filter: '' });
        reveal.value = { id: benchmarkId, focus: false };
      },
    },
    snapshot,
    running,
    runs,
    notice,
    kept,
    results,
    comparisons,
    barScales,
    ratioScale,
    arrangedFailures,
    detail,
    comparisonDetail,
    history,
    hints,
    monitor,
    reveal,
    takeOverviewScrollPx() {
      const restored = overviewToRestorePx;
      overviewToRestorePx = 0;
      return restored;
    },
    takeDetailScrollPx(id) {
      const restored = toRestore === id;
      toRestore = null;
      return restored ? scrollPx.detail : null;
    },
    takeHistoryScrollPx: () => scrolledTo.history,
    takeHintsScrollPx: () => scrolledTo.hints,
    takeMonitorScrollPx: () => scrolledTo.monitor,
    keep,
    keepScroll(change) {
      scrolledTo = { ...scrolledTo, ...change };
      clearTimeout(scrollTimer);
      scrollTimer = setTimeout(() => save(kept.peek()), SCROLL_REST_MS);
    },
    openBenchmark: (id) => keep({ openId: id }),
    check(ids, on) {
      const next = new Set(kept.value.checkedIds);
      for (const id of ids) {
        if (on) next.add(id);
        else next.delete(id);
      }
      keep({ checkedIds: [...next] });
    },
    attempt,
    pinRun: (id) => attempt(host.showRun(id)),
    start: () => attempt(host.snapshot().then(show)),
  };
}

const choiceOf = ({ benchmarkId, metric, environmentId }: PanelHistoryChoice): PanelHistoryChoice => ({
  benchmarkId,
  metric,
  environmentId,
});

/** A comparison is shown in place of a run. */
export const shownOf = (snapshot: PanelSnapshot | null) => snapshot?.comparison ?? snapshot?.run ?? null;

const PanelContext = createContext<Panel | null>(null);
export const PanelProvider = PanelContext.Provider;

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('the component is outside of the panel');
  return panel;
}
