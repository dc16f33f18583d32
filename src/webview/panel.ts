import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { isCancellation, messageOf } from '../base/errors.ts';
import type { PanelDetail, PanelHostApi, PanelProgress, PanelRunEntry, PanelSnapshot, PanelViewApi } from '../protocol/panel.ts';
import { RemoteError, type Remote } from '../protocol/rpc.ts';
import { barScaleOf, type Scale } from './charts/scale.ts';
import { readPersisted, type Kept, type ScrollPx } from './persisted.ts';
import { arrange, arrangeFailures, groupResults, type Group, type Row, type Sort } from './results.ts';

export interface Storage {
  getState(): unknown;
  setState(state: unknown): void;
}

export type DetailState = { readonly state: 'loading' | 'gone' | 'failed' } | { readonly state: 'ready'; readonly detail: PanelDetail };

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
  readonly groups: ReadonlySignal<readonly Group[]>;
  /** By group key, for groups in which there is something to compare. Of the whole group, whatever the filter leaves. */
  readonly barScales: ReadonlySignal<ReadonlyMap<string, Scale>>;
  readonly arranged: ReadonlySignal<readonly Group[]>;
  readonly arrangedFailures: ReadonlySignal<ReturnType<typeof arrangeFailures>>;
  /** Benchmarks that are checked and in the run. */
  readonly checked: ReadonlySignal<ReadonlySet<string>>;
  /** The benchmark whose detail is open, if the run has it, with its group. */
  readonly open: ReadonlySignal<{ readonly row: Row; readonly group: Group } | null>;
  readonly detail: ReadonlySignal<DetailState>;
  /** Set to have the table scroll to a benchmark, and perhaps focus it; the table clears it. */
  readonly reveal: Signal<{ readonly id: string; readonly focus: boolean } | null>;
  /** Where the table was scrolled to before the page was reloaded. */
  readonly restoredScrollPx: number;
  /** How far the detail of this benchmark was scrolled when the page was reloaded; null when it was opened since. Answers once. */
  takeDetailScrollPx(id: string): number | null;
  keep(change: Partial<Kept>): void;
  keepScroll(change: Partial<ScrollPx>): void;
  openBenchmark(id: string | null): void;
  toggleSort(key: Sort['key']): void;
  check(ids: readonly string[], on: boolean): void;
  /** Shows the error of a call to the host. */
  attempt(call: Promise<unknown>): void;
  pinRun(runId: string | null): void;
  /** Asks the host for everything. */
  start(): void;
}

/** Columns where more is better begin with the largest. */
const DESCENDING_FIRST: ReadonlySet<Sort['key']> = new Set(['ops']);

const SCROLL_REST_MS = 150;

export function createPanel(host: Remote<PanelHostApi>, storage: Storage): Panel {
  const snapshot = signal<PanelSnapshot | null>(null);
  const running = signal<PanelProgress | null>(null);
  const runs = signal<readonly PanelRunEntry[]>([]);
  const notice = signal<string | null>(null);
  const { scrollPx, ...initial } = readPersisted(storage.getState());
  const kept = signal<Kept>(initial);
  const reveal = signal<{ readonly id: string; readonly focus: boolean } | null>(null);
  const detail = signal<DetailState>({ state: 'loading' });

  const groups = computed(() => {
    const current = snapshot.value;
    return current?.run ? groupResults(current.run, current.earlier) : [];
  });
  const barKind = computed(() => kept.value.barScale);
  const barScales = computed(() => {
    const scales = new Map<string, Scale>();
    for (const group of groups.value) {
      const compared = group.rows.filter((row) => row.relative !== null).flatMap((row) => row.summary ?? []);
      const scale = barScaleOf(compared, barKind.value);
      if (scale) scales.set(group.key, scale);
    }
    return scales;
  });
  const filter = computed(() => kept.value.filter);
  const sort = computed(() => kept.value.sort);
  const grouped = computed(() => kept.value.grouped);
  const arranged = computed(() => arrange(groups.value, { filter: filter.value, sort: sort.value, grouped: grouped.value }));
  const arrangedFailures = computed(() => arrangeFailures(snapshot.value?.run?.fileFailures ?? [], filter.value));
  const checkedIds = computed(() => kept.value.checkedIds);
  const checked = computed(() => {
    const known = new Set(groups.value.flatMap((group) => group.rows.map((row) => row.id)));
    return new Set(checkedIds.value.filter((id) => known.has(id)));
  });
  const openId = computed(() => kept.value.openId);
  const open = computed(() => {
    const id = openId.value;
    if (id === null) return null;
    for (const group of groups.value) {
      const row = group.rows.find((candidate) => candidate.id === id);
      if (row) return { row, group };
    }
    return null;
  });

  // Scrolling is kept beside the signals: it draws nothing anew, and it is written only when it rests.
  let scrolledTo = scrollPx;
  let toRestore = initial.openId;
  let scrollTimer: ReturnType<typeof setTimeout> | undefined;
  const save = (state: Kept) => storage.setState({ ...state, scrollPx: scrolledTo });
  effect(() => save(kept.value));

  function attempt(call: Promise<unknown>): void {
    call.catch((error: unknown) => {
      if (isCancellation(error)) return;
      // With a code it is written for the user; without one it is a bug, which the host has logged.
      const expected = error instanceof RemoteError && error.code !== undefined;
      notice.value = expected ? error.message : `Laptime could not do that: ${messageOf(error)}`;
    });
  }

  const keep = (change: Partial<Kept>): void => {
    kept.value = { ...kept.value, ...change };
  };

  // The samples of the open benchmark; a measurement never changes once it is in a run, so once is enough.
  const openKey = computed(() => {
    const runId = snapshot.value?.run?.id;
    return runId !== undefined && open.value ? JSON.stringify([runId, open.value.row.id]) : null;
  });
  effect(() => {
    const key = openKey.value;
    if (key === null) return;
    const [runId, benchmarkId] = JSON.parse(key) as [string, string];
    const settle = (state: DetailState) => {
      // Another benchmark may have been opened since.
      if (openKey.peek() === key) detail.value = state;
    };
    settle({ state: 'loading' });
    const load = async () => {
      try {
        const found = await host.detail(runId, benchmarkId);
        settle(found ? { state: 'ready', detail: found } : { state: 'gone' });
      } catch (error) {
        settle({ state: 'failed' });
        throw error;
      }
    };
    attempt(load());
  });

  const runId = computed(() => snapshot.value?.run?.id);
  const show = (next: PanelSnapshot): void => {
    const isNewRun = next.run?.id !== runId.peek() || next.run?.state !== snapshot.peek()?.run?.state;
    batch(() => {
      snapshot.value = next;
      running.value = next.running;
      keep({ pinnedRunId: next.pinned ? (next.run?.id ?? null) : null });
    });
    if (isNewRun) {
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
    groups,
    barScales,
    arranged,
    arrangedFailures,
    checked,
    open,
    detail,
    reveal,
    restoredScrollPx: scrollPx.overview,
    takeDetailScrollPx(id) {
      const restored = toRestore === id;
      toRestore = null;
      return restored ? scrollPx.detail : null;
    },
    keep,
    keepScroll(change) {
      scrolledTo = { ...scrolledTo, ...change };
      clearTimeout(scrollTimer);
      scrollTimer = setTimeout(() => save(kept.peek()), SCROLL_REST_MS);
    },
    openBenchmark: (id) => keep({ openId: id }),
    toggleSort(key) {
      const first = DESCENDING_FIRST.has(key);
      const current = kept.value.sort;
      if (current?.key !== key) keep({ sort: { key, descending: first } });
      else keep({ sort: current.descending === first ? { key, descending: !first } : null });
    },
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

const PanelContext = createContext<Panel | null>(null);
export const PanelProvider = PanelContext.Provider;

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('the component is outside of the panel');
  return panel;
}
