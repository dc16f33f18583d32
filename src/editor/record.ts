import type { EarlierResult, Run } from '../model/run.ts';
import type { Folder, Folders } from './folders.ts';
import type { FinishedRun, Runs } from './runs.ts';

async function fromStores(folders: Folders, read: (folder: Folder) => Promise<readonly Run[]>): Promise<FinishedRun[]> {
  const found = await Promise.all(folders.all.map(async (folder) => (await read(folder)).map((run) => ({ folder, run }))));
  // Folders of one repository share a store: a run is listed once, under the first of them.
  const ids = new Set<string>();
  return found.flat().filter(({ run }) => !ids.has(run.id) && ids.add(run.id));
}

const newestFirst = (a: FinishedRun, b: FinishedRun) => b.run.startedAtMs - a.run.startedAtMs;

async function storedRuns(folder: Folder, limit: number): Promise<readonly Run[]> {
  const engine = await folder.engine();
  return engine.historyProblem() === null ? engine.recentRuns(limit) : [];
}

/** Runs of this session and of the stores, newest first. */
export async function recentRuns(folders: Folders, runs: Runs, limit: number): Promise<FinishedRun[]> {
  const stored = await fromStores(folders, (folder) => storedRuns(folder, limit));
  const { last } = runs;
  const others = stored.filter(({ run }) => run.state !== 'running' && run.id !== last?.run.id);
  return [...(last ? [last] : []), ...others].toSorted(newestFirst).slice(0, limit);
}

/** The run that the panel and the palette mean when none is named; null when there never was one. */
export async function newestRun(folders: Folders, runs: Runs): Promise<FinishedRun | null> {
  // Two, because the newest in the store may be under way in another window.
  return (await recentRuns(folders, runs, 2))[0] ?? null;
}

export async function findRun(folders: Folders, runs: Runs, id: string): Promise<FinishedRun | null> {
  if (runs.last?.run.id === id) return runs.last;
  const found = await fromStores(folders, async (folder) => {
    const engine = await folder.engine();
    const run = engine.historyProblem() === null ? engine.storedRun(id) : null;
    return run ? [run] : [];
  });
  return found[0] ?? null;
}

/** What a result of `run` is compared with: the one before it, of the same environment and loader where there is one. */
export function earlierThan(run: Run, file: string, history: readonly EarlierResult[]): EarlierResult | null {
  const older = history.filter((one) => one.runId !== run.id && one.startedAtMs <= run.startedAtMs);
  const alike = older.find((one) => one.environmentId === run.environment.id && one.loader === run.loaders[file]?.loader);
  return alike ?? older[0] ?? null;
}
