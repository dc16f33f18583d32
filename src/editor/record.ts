import type { ComparisonOverview, RunOverview } from '../engine/engine.ts';
import type { ComparisonRun } from '../model/comparison.ts';
import { countOutcomes } from '../model/outcomes.ts';
import type { EarlierResult, Run } from '../model/run.ts';
import type { Folder, Folders } from './folders.ts';
import type { Finished, Runs } from './runs.ts';

/** A run or comparison in a list of them, without what was measured. */
export type Listed =
  | { readonly kind: 'run'; readonly folder: Folder; readonly overview: RunOverview }
  | { readonly kind: 'comparison'; readonly folder: Folder; readonly overview: ComparisonOverview };

function overviewOf(run: Run): RunOverview {
  const { id, startedAtMs, durationMs, state, source, laptimeVersion, revision, measurements, fileFailures } = run;
  const failures = measurements.filter((one) => one.state === 'failed').length + fileFailures.length;
  const counts = { benchmarks: measurements.length, failures };
  const { environment, preset } = run;
  return {
    id,
    startedAtMs,
    durationMs,
    state,
    source,
    laptimeVersion,
    revision,
    presetName: preset.name,
    environmentId: environment.id,
    ...counts,
  };
}

function comparisonOverviewOf(run: ComparisonRun): ComparisonOverview {
  const { id, startedAtMs, durationMs, state, source, laptimeVersion, baseline, candidate, environment } = run;
  const facts = { id, startedAtMs, durationMs, state, source, laptimeVersion, baseline, candidate };
  return { ...facts, environmentId: environment.id, counts: countOutcomes(run) };
}

/** Finished runs and comparisons of this session and of the stores, newest first. */
export async function listFinished(folders: Folders, { last, lastComparison }: Runs, limit: number): Promise<Listed[]> {
  const listed: Listed[] = [];
  if (last) listed.push({ kind: 'run', folder: last.folder, overview: overviewOf(last.run) });
  if (lastComparison) {
    const { folder, comparison } = lastComparison;
    listed.push({ kind: 'comparison', folder, overview: comparisonOverviewOf(comparison) });
  }
  for (const folder of folders.all) {
    const engine = await folder.engine();
    if (engine.historyProblem() !== null) continue;
    const stored: Listed[] = [
      ...engine.runOverviews(limit).map((overview) => ({ kind: 'run' as const, folder, overview })),
      ...engine.comparisonOverviews(limit).map((overview) => ({ kind: 'comparison' as const, folder, overview })),
    ];
    for (const one of stored) {
      // Folders of one repository share a store: a run is listed once, under the first of them.
      const isKnown = listed.some(({ overview }) => overview.id === one.overview.id);
      if (!isKnown && one.overview.state !== 'running') listed.push(one);
    }
  }
  return listed.toSorted((a, b) => b.overview.startedAtMs - a.overview.startedAtMs).slice(0, limit);
}

export async function findFinished(folders: Folders, { last, lastComparison }: Runs, id: string): Promise<Finished | null> {
  if (last?.run.id === id) return last;
  if (lastComparison?.comparison.id === id) return lastComparison;
  for (const folder of folders.all) {
    const engine = await folder.engine();
    if (engine.historyProblem() !== null) continue;
    const run = engine.storedRun(id);
    if (run) return { kind: 'run', folder, run };
    const comparison = engine.storedComparison(id);
    if (comparison) return { kind: 'comparison', folder, comparison };
  }
  return null;
}

export const idOf = (finished: Finished): string => (finished.kind === 'run' ? finished.run.id : finished.comparison.id);

const MOST_UNDER_WAY = 10;

/** The run or comparison that the panel and the palette mean when none is named; null when there never was one. */
export async function newestFinished(folders: Folders, runs: Runs): Promise<Finished | null> {
  // The newest ones in the store may be under way in other windows.
  const [newest] = await listFinished(folders, runs, MOST_UNDER_WAY);
  return newest ? findFinished(folders, runs, newest.overview.id) : null;
}

/** What a result of `run` is compared with: the one before it, of the same environment and loader where there is one. */
export function earlierThan(run: Run, file: string, history: readonly EarlierResult[]): EarlierResult | null {
  const older = history.filter((one) => one.runId !== run.id && one.startedAtMs <= run.startedAtMs);
  const alike = older.find((one) => one.environmentId === run.environment.id && one.loader === run.loaders[file]?.loader);
  return alike ?? older[0] ?? null;
}
