import type { BenchmarkHistory } from '../model/history.ts';
import type { HistoryRequest } from './engine.ts';
import { benchmarkHistory, environmentNamed, seriesNamed } from './history/index.ts';
import type { Revisions } from './revisions/index.ts';
import type { RunStore } from './store/index.ts';

/** Enough for any chart. */
const MOST_COMMITS = 1000;
/** Of HEAD's line: as many as git lists in some tenths of a second. */
const MOST_LOOKED_AT = 20_000;

/**
 * What is stored over the commits of HEAD's line; empty where that is nothing.
 * @throws UserError `unknown-benchmark`, `unknown-environment`, and what an unusable repository throws
 */
export async function readBenchmarkHistory(
  request: HistoryRequest,
  { store, revisions }: { readonly store: RunStore; readonly revisions: Revisions },
  signal: AbortSignal,
): Promise<BenchmarkHistory> {
  const { metric = 'median', benchmark, limit = MOST_COMMITS, changes = true } = request;
  const line = await revisions.line(MOST_LOOKED_AT, signal);
  // A whole id, as charts ask for it, needs no look at the others.
  const exact = benchmark === undefined ? [] : store.series(metric, benchmark);
  const all = exact.length > 0 ? exact : store.series(metric);
  const stored = benchmark === undefined || all.length === 0 || all === exact ? all : seriesNamed(benchmark, all);
  const environmentId = request.environmentId === undefined || stored.length === 0 ? null : environmentNamed(request.environmentId, stored);
  return benchmarkHistory({ stored, environments: store.environments(), line }, { metric, environmentId, limit, changes });
}
