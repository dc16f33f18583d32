import type { BenchmarkHistory, HistoryMetric, HistorySeries } from '../model/history.ts';

/** What of the history the panel shows. */
export interface PanelHistoryChoice {
  /** One benchmark over the commits; null for all of them side by side. */
  readonly benchmarkId: string | null;
  readonly metric: HistoryMetric;
  /** Null takes, for each benchmark, the environment that reaches the newest commit. */
  readonly environmentId: string | null;
}

export interface PanelSeries extends Omit<HistorySeries, 'places' | 'values' | 'runs'> {
  readonly places: Int32Array;
  readonly values: Float64Array;
  readonly runs: Int32Array;
}

/** Benchmarks over the commits. Changes are looked for where one benchmark was asked for, and null elsewhere. */
export interface PanelHistory extends Omit<BenchmarkHistory, 'series'> {
  readonly series: readonly PanelSeries[];
}

export function toPanelHistory(history: BenchmarkHistory): PanelHistory {
  return {
    ...history,
    series: history.series.map((series) => ({
      ...series,
      places: Int32Array.from(series.places),
      values: Float64Array.from(series.values),
      runs: Int32Array.from(series.runs),
    })),
  };
}
