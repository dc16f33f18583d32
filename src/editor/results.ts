import { Emitter, type Event } from '../base/emitter.ts';
import type { Disposable } from '../base/lifecycle.ts';
import { changeAgainst, type Change } from '../model/change.ts';
import { WORK_TREE, type ComparisonRun, type EarlierComparison } from '../model/comparison.ts';
import type { EarlierResult, Run } from '../model/run.ts';
import type { Folder } from './folders.ts';

/** The newest result of a benchmark, and what it says against the one before it in the same environment. */
export interface LatestResult {
  readonly result: EarlierResult;
  /** Null when there is nothing to compare with. */
  readonly change: Change | null;
}

const MOST_COMPARED = 12;
const MOST_KEPT = 20;

/** `history` is newest first. An older result of the same environment and loader is preferred over a newer foreign one. */
export function latestOf(history: readonly EarlierResult[]): LatestResult | null {
  const [result, ...older] = history;
  if (!result) return null;
  const alike = older.find((one) => one.environmentId === result.environmentId && one.loader === result.loader);
  const earlier = alike ?? older[0];
  if (!earlier) return { result, change: null };
  const intervalNs = result.interval && { ...result.interval, confidence: 0.99 };
  const candidate = { summary: { medianNs: result.medianNs, intervalNs }, environmentId: result.environmentId, loader: result.loader };
  return { result, change: changeAgainst(earlier, candidate) };
}

/** What a comparison said of each benchmark that has a ratio, by id. */
function earlierComparisons(run: ComparisonRun): [id: string, comparison: EarlierComparison][] {
  const { id: runId, startedAtMs, baseline, candidate, environment } = run;
  return run.comparisons.flatMap((comparison): [string, EarlierComparison][] => {
    if (comparison.state !== 'compared') return [];
    const { design, estimate, benchmark } = comparison;
    const { verdict, ratio, interval, margin, noise } = estimate;
    const revisions = { baseline, candidate, environmentId: environment.id, design };
    return [[benchmark.id, { runId, startedAtMs, ...revisions, verdict, ratio, interval, margin, noise }]];
  });
}

/** What is known of each benchmark's past: from the store, or of this session only where there is no store. */
export class Results implements Disposable {
  readonly #session = new WeakMap<Folder, Map<string, EarlierResult[]>>();
  readonly #comparisons = new WeakMap<Folder, Map<string, EarlierComparison[]>>();
  readonly #changed: Emitter<void>;
  readonly onDidChange: Event<void>;

  constructor(onError: (error: unknown) => void) {
    this.#changed = new Emitter<void>(onError);
    this.onDidChange = this.#changed.event;
  }

  /** Newest first; empty as long as the folder's engine was not needed. */
  history(folder: Folder, benchmarkId: string, limit: number): readonly EarlierResult[] {
    const engine = folder.engineIfMade;
    if (engine && engine.historyProblem() === null) return engine.history(benchmarkId, limit);
    return this.#session.get(folder)?.get(benchmarkId)?.slice(0, limit) ?? [];
  }

  latest(folder: Folder, benchmarkId: string): LatestResult | null {
    return latestOf(this.history(folder, benchmarkId, MOST_COMPARED));
  }

  /** Newest first, of any revisions; empty as long as the folder's engine was not needed. */
  comparisons(folder: Folder, benchmarkId: string, limit: number): readonly EarlierComparison[] {
    const engine = folder.engineIfMade;
    if (engine && engine.historyProblem() === null) return engine.comparisonHistory(benchmarkId, limit);
    return this.#comparisons.get(folder)?.get(benchmarkId)?.slice(0, limit) ?? [];
  }

  /**
   * What the newest comparison says of a benchmark on disk; null where a newer run has measured it. Comparisons of two commits
   * say nothing of the code that the user looks at.
   */
  verdict(folder: Folder, benchmarkId: string): EarlierComparison | null {
    const found = this.comparisons(folder, benchmarkId, MOST_COMPARED).find(({ candidate }) => candidate.name === WORK_TREE);
    if (!found) return null;
    const [newest] = this.history(folder, benchmarkId, 1);
    return newest && newest.startedAtMs > found.startedAtMs ? null : found;
  }

  /** Remembers a finished run for the case that no store does, and says that results have changed. */
  add(folder: Folder, run: Run): void {
    const known = this.#session.get(folder) ?? new Map<string, EarlierResult[]>();
    this.#session.set(folder, known);
    for (const measurement of run.measurements) {
      if (measurement.state === 'skipped' || !measurement.summary) continue;
      const { id, file } = measurement.benchmark;
      const { medianNs, intervalNs } = measurement.summary;
      const result: EarlierResult = {
        runId: run.id,
        startedAtMs: run.startedAtMs,
        revision: run.revision,
        environmentId: run.environment.id,
        presetName: run.preset.name,
        loader: run.loaders[file]?.loader ?? 'native',
        medianNs,
        interval: intervalNs && { low: intervalNs.low, high: intervalNs.high },
      };
      known.set(id, [result, ...(known.get(id) ?? [])].slice(0, MOST_KEPT));
    }
    this.#changed.fire();
  }

  /** As `add`, for a comparison. */
  addComparison(folder: Folder, run: ComparisonRun): void {
    const known = this.#comparisons.get(folder) ?? new Map<string, EarlierComparison[]>();
    this.#comparisons.set(folder, known);
    for (const [id, comparison] of earlierComparisons(run)) {
      known.set(id, [comparison, ...(known.get(id) ?? [])].slice(0, MOST_KEPT));
    }
    this.#changed.fire();
  }

  /** Says that results may have changed: a measurement was stored, runs were imported. */
  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
