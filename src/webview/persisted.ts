import { metricNames } from '../base/historyWords.ts';
import type { HistoryMetric } from '../model/history.ts';
import type { PanelState } from '../protocol/panel.ts';
import type { PanelHistoryChoice } from '../protocol/panelHistory.ts';
import { monitorRanges, type MonitorRange } from '../protocol/panelMonitor.ts';
import { comparisonSortValues, type ComparisonSortKey } from './comparison/comparisons.ts';
import { hintGroupings, type HintGrouping } from './hints/hintRows.ts';
import { readZoom, type Zoom } from './history/zoom.ts';
import { sortValues, type SortKey } from './results.ts';
import type { Sort } from './table/arrange.ts';

/** How the user has arranged the page. */
export interface Kept extends PanelState {
  readonly history: PanelHistoryChoice | null;
  /** Of the heat map. */
  readonly historyFilter: string;
  readonly historyScale: 'linear' | 'log';
  readonly historyZoom: (Zoom & { readonly benchmarkId: string }) | null;
  readonly hintsView: 'hints' | 'suggestions';
  readonly hintsGrouping: HintGrouping;
  readonly hintsFilter: string;
  readonly monitorView: 'charts' | 'table';
  readonly monitorRange: MonitorRange;
  readonly monitorFilter: string;
  /** The program that the user chose; null follows the newest that runs. */
  readonly monitorProgram: string | null;
  readonly filter: string;
  /** Of the table of a run. */
  readonly sort: Sort<SortKey> | null;
  /** Of the table of a comparison. */
  readonly comparisonSort: Sort<ComparisonSortKey> | null;
  readonly grouped: boolean;
  /** Scale of the bars in the table and of the group chart. */
  readonly barScale: 'linear' | 'log';
  readonly sampleScale: 'linear' | 'log';
  /** `typical` leaves out what lies beyond the severe outlier fences. */
  readonly sampleRange: 'typical' | 'all';
  /** The benchmark whose detail is open. */
  readonly openId: string | null;
  readonly checkedIds: readonly string[];
}

/** How far each pane is scrolled, CSS pixels. */
export interface ScrollPx {
  readonly overview: number;
  readonly detail: number;
  readonly history: number;
  readonly hints: number;
  readonly monitor: number;
}

/** What survives a reload of the page. */
export interface Persisted extends Kept {
  readonly scrollPx: ScrollPx;
}

export const initialState: Persisted = {
  version: 1,
  pinnedRunId: null,
  history: null,
  historyFilter: '',
  historyScale: 'linear',
  historyZoom: null,
  hintsView: 'hints',
  hintsGrouping: 'rule',
  hintsFilter: '',
  monitorView: 'charts',
  monitorRange: 'minutes',
  monitorFilter: '',
  monitorProgram: null,
  filter: '',
  sort: null,
  comparisonSort: { key: 'verdict', descending: false },
  grouped: true,
  barScale: 'linear',
  sampleScale: 'linear',
  sampleRange: 'typical',
  openId: null,
  checkedIds: [],
  scrollPx: { overview: 0, detail: 0, history: 0, hints: 0, monitor: 0 },
};

/** Null keeps the order of the source; `initial` is for what was never kept. */
function readSort<K extends string>(value: unknown, keys: Readonly<Record<K, unknown>>, initial: Sort<K> | null): Sort<K> | null {
  if (value === null) return null;
  if (typeof value !== 'object') return initial;
  const { key, descending } = value as { key?: unknown; descending?: unknown };
  const isKey = (candidate: unknown): candidate is K => typeof candidate === 'string' && Object.hasOwn(keys, candidate);
  return isKey(key) ? { key, descending: descending === true } : initial;
}

function readChoice(value: unknown): PanelHistoryChoice | null {
  if (typeof value !== 'object' || value === null) return null;
  const { benchmarkId, metric, environmentId } = value as Record<string, unknown>;
  const isMetric = (name: unknown): name is HistoryMetric => typeof name === 'string' && Object.hasOwn(metricNames, name);
  const isId = (id: unknown): id is string | null => id === null || typeof id === 'string';
  return isMetric(metric) && isId(benchmarkId) && isId(environmentId) ? { benchmarkId, metric, environmentId } : null;
}

const isRange = (value: unknown): value is MonitorRange => typeof value === 'string' && Object.hasOwn(monitorRanges, value);

/** Reads what `setState` kept, perhaps by another version: what does not fit takes its initial value. */
export function readPersisted(value: unknown): Persisted {
  if (typeof value !== 'object' || value === null) return initialState;
  const stored = value as Partial<Record<keyof Persisted, unknown>>;
  if (stored.version !== 1) return initialState;
  const text = (key: keyof Persisted): string | null => (typeof stored[key] === 'string' ? stored[key] : null);
  const px = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0);
  const scrollPx = stored.scrollPx as Partial<Record<keyof ScrollPx, unknown>> | null | undefined;
  return {
    version: 1,
    pinnedRunId: text('pinnedRunId'),
    history: readChoice(stored.history),
    historyFilter: text('historyFilter') ?? '',
    historyScale: stored.historyScale === 'log' ? 'log' : 'linear',
    historyZoom: readZoom(stored.historyZoom),
    hintsView: stored.hintsView === 'suggestions' ? 'suggestions' : 'hints',
    hintsGrouping: hintGroupings.find((one) => one === stored.hintsGrouping) ?? 'rule',
    hintsFilter: text('hintsFilter') ?? '',
    monitorView: stored.monitorView === 'table' ? 'table' : 'charts',
    monitorRange: isRange(stored.monitorRange) ? stored.monitorRange : 'minutes',
    monitorFilter: text('monitorFilter') ?? '',
    monitorProgram: text('monitorProgram'),
    filter: text('filter') ?? '',
    sort: readSort(stored.sort, sortValues, initialState.sort),
    comparisonSort: readSort(stored.comparisonSort, comparisonSortValues, initialState.comparisonSort),
    grouped: stored.grouped !== false,
    barScale: stored.barScale === 'log' ? 'log' : 'linear',
    sampleScale: stored.sampleScale === 'log' ? 'log' : 'linear',
    sampleRange: stored.sampleRange === 'all' ? 'all' : 'typical',
    openId: text('openId'),
    checkedIds: Array.isArray(stored.checkedIds) ? stored.checkedIds.filter((id) => typeof id === 'string') : [],
    scrollPx: {
      overview: px(scrollPx?.overview),
      detail: px(scrollPx?.detail),
      history: px(scrollPx?.history),
      hints: px(scrollPx?.hints),
      monitor: px(scrollPx?.monitor),
    },
  };
}
