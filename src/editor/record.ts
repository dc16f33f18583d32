import type { RunOverview } from '../engine/engine.ts';
import type { EarlierResult, Run } from '../model/run.ts';
import type { Folder, Folders } from './folders.ts';
import type { FinishedRun, Runs } from './runs.ts';

/** A run in the list of runs, without its measurements. */
export interface ListedRun {
  readonly folder: Folder;
  readonly overview: RunOverview;
}

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

/** Finished runs of this session and of the stores, newest first. */
export async function listRuns(folders: Folders, runs: Runs, limit: number): Promise<ListedRun[]> {
  const { last } = runs;
  const listed: ListedRun[] = last ? [{ folder: last.folder, overview: overviewOf(last.run) }] : [];
  for (const folder of folders.all) {
    const engine = await folder.engine();
    if (engine.historyProblem() !== null) continue;
    for (const overview of engine.runOverviews(limit)) {
      // Folders of one repository share a store: a run is listed once, under the first of them.
      const isKnown = listed.some((one) => one.overview.id === overview.id);
      if (!isKnown && overview.state !== 'running') listed.push({ folder, overview });
    }
  }
  return listed.toSorted((a, b) => b.overview.startedAtMs - a.overview.startedAtMs).slice(0, limit);
}

export async function findRun(folders: Folders, runs: Runs, id: string): Promise<FinishedRun | null> {
  if (runs.last?.run.id === id) return runs.last;
  for (const folder of folders.all) {
    const engine = await folder.engine();
    const run = engine.historyProblem() === null ? engine.storedRun(id) : null;
    if (run) return { folder, run };
  }
  return null;
}

const MOST_UNDER_WAY = 10;

/** The run that the panel and the palette mean when none is named; null when there never was one. */
export async function newestRun(folders: Folders, runs: Runs): Promise<FinishedRun | null> {
  // The newest ones in the store may be under way in other windows.
  const [newest] = await listRuns(folders, runs, MOST_UNDER_WAY);
  return newest ? findRun(folders, runs, newest.overview.id) : null;
}

/** What a result of `run` is compared with: the one before it, of the same environment and loader where there is one. */
export function earlierThan(run: Run, file: string, history: readonly EarlierResult[]): EarlierResult | null {
  const older = history.filter((one) => one.runId !== run.id && one.startedAtMs <= run.startedAtMs);
  const alike = older.find((one) => one.environmentId === run.environment.id && one.loader === run.loaders[file]?.loader);
  return alike ?? older[0] ?? null;
}
