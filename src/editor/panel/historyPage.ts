import { isUserError, UserError } from '../../base/errors.ts';
import type { HistoryMetric } from '../../model/history.ts';
import type { PanelSnapshot } from '../../protocol/panel.ts';
import { toPanelHistory, type PanelHistory, type PanelHistoryChoice } from '../../protocol/panelHistory.ts';
import type { Folder, Folders } from '../folders.ts';

/** As many commits as fit beside each other where all benchmarks are shown. */
const MOST_COMMITS_OF_ALL = 200;
const MOST_COMMITS_OF_ONE = 1000;
const METRICS: readonly HistoryMetric[] = ['median', 'p99', 'heap', 'gc'];

/** What of the history the panel shows, and the workspace folder that it is of: ids of benchmarks are each folder's own. */
export class HistoryPage {
  readonly #folders: Folders;
  #choice: PanelHistoryChoice | null = null;
  #folder: Folder | null = null;
  #version = 0;

  constructor(folders: Folders) {
    this.#folders = folders;
  }

  get shown(): PanelSnapshot['history'] {
    return this.#choice && { ...this.#choice, version: this.#version };
  }

  /** Null shows something else. A folder that is not given is the one from before, or the first with a history. */
  show(choice: PanelHistoryChoice | null, folder?: Folder): void {
    this.#choice = choice;
    if (folder) this.#folder = folder;
  }

  /** Says that there are other results to ask for. */
  touch(): void {
    this.#version += 1;
  }

  /**
   * The history to show; null where there is none of this benchmark, or none at all.
   * @throws UserError where it cannot be read, with the reason
   */
  async read({ benchmarkId, metric, environmentId }: PanelHistoryChoice): Promise<PanelHistory | null> {
    const folder = await this.folderOf(benchmarkId);
    const engine = await folder?.engine();
    if (!engine) return null;
    const problem = engine.historyProblem();
    if (problem !== null) throw new UserError('no-history', problem);
    const request = {
      metric,
      limit: benchmarkId === null ? MOST_COMMITS_OF_ALL : MOST_COMMITS_OF_ONE,
      changes: benchmarkId !== null,
      ...(benchmarkId !== null && { benchmark: benchmarkId }),
      ...(environmentId !== null && { environmentId }),
    };
    try {
      const history = await engine.benchmarkHistory(request, new AbortController().signal);
      // A name may mean several; an id is one, or none.
      const series = benchmarkId === null ? history.series : history.series.filter(({ benchmark }) => benchmark.id === benchmarkId);
      return series.length === 0 ? null : toPanelHistory({ ...history, series });
    } catch (error) {
      if (isUserError(error) && error.code === 'unknown-benchmark') return null;
      throw error;
    }
  }

  /** The folder that has a history of a benchmark, or, for null, of any; the one that is shown comes first. */
  async folderOf(benchmarkId: string | null): Promise<Folder | null> {
    const all = this.#folders.all;
    const preferred = all.filter((folder) => folder === this.#folder);
    const inOrder = [...new Set([...preferred, ...all])];
    if (inOrder.length > 1) {
      for (const folder of inOrder) if (await hasHistory(folder, benchmarkId)) return folder;
    }
    return inOrder[0] ?? null;
  }
}

async function hasHistory(folder: Folder, benchmarkId: string | null): Promise<boolean> {
  const engine = await folder.engine();
  try {
    const named = benchmarkId === null ? {} : { benchmark: benchmarkId };
    const { series } = await engine.benchmarkHistory({ ...named, limit: 1, changes: false }, new AbortController().signal);
    return benchmarkId === null ? series.length > 0 : series.some(({ benchmark }) => benchmark.id === benchmarkId);
  } catch (error) {
    // No repository, or nothing of that name: then it is not here.
    if (isUserError(error)) return false;
    throw error;
  }
}

/** What a panel of an earlier session showed; null where that is no choice, or of a version that had none. */
export function historyChoiceIn(state: unknown): PanelHistoryChoice | null {
  if (typeof state !== 'object' || state === null || !('benchmarkId' in state && 'metric' in state && 'environmentId' in state))
    return null;
  const { benchmarkId, metric, environmentId } = state;
  const isText = (value: unknown): value is string | null => value === null || typeof value === 'string';
  const known = METRICS.find((one) => one === metric);
  return known && isText(benchmarkId) && isText(environmentId) ? { benchmarkId, metric: known, environmentId } : null;
}
