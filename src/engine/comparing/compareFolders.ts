import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '../../base/log.ts';
import type { CollectedBenchmark } from '../../model/benchmark.ts';
import type { CompareEvent, Comparison, ComparisonRun, Side } from '../../model/comparison.ts';
import type { Config } from '../../model/config.ts';
import type { LoaderChoice, Selection } from '../../model/run.ts';
import { collectFile, createLoadContext, type CollectedFile, type LoadContext, type RunPlaces } from '../benchmarks/index.ts';
import { startKeeper, type Keeper } from '../processes/index.ts';
import { comparePairs } from './comparePairs.ts';
import { concludePair } from './concludePair.ts';
import { matchBenchmarks, type FileSides } from './matchBenchmarks.ts';
import { isDone, judgeTogether, newPairState, ratioSoFar, remainingMs, type EarlierBlocks, type PairState } from './pairState.ts';
import type { ComparePlan } from './plan.ts';
import type { SideOfFile } from './sides.ts';

export interface FolderComparison extends Pick<RunPlaces, 'distFolder' | 'node'> {
  /** Absolute paths of the workspace folder in both revisions. */
  readonly roots: Readonly<Record<Side, string>>;
  readonly selections: readonly Selection[];
  readonly nameFilter?: string | undefined;
  readonly plan: ComparePlan;
  /** Of an earlier comparison of the same, by benchmark id. */
  readonly earlier?: ReadonlyMap<string, EarlierBlocks>;
  readonly marginOf: (benchmark: CollectedBenchmark) => number;
  readonly config: Config;
  /** What the baseline runs with, where it is not the same: a process cannot have the flags and variables of two. */
  readonly baselineConfig?: Config | undefined;
  readonly log: Log;
}

export type FolderOutcome = Pick<ComparisonRun, 'comparisons' | 'fileFailures' | 'loaders'> & {
  readonly state: 'complete' | 'cancelled';
};

/**
 * Compares the benchmarks of two folders. Cancelling ends all children at once and keeps what has a verdict or was spent.
 * Failures of benchmarks are results; it throws where Node itself cannot be started.
 */
export async function compareFolders(
  request: FolderComparison,
  onEvent: (event: CompareEvent) => void,
  signal: AbortSignal,
): Promise<FolderOutcome> {
  const keeper = startKeeper({ distFolder: request.distFolder, nodeExecutable: request.node.executable, log: request.log });
  try {
    return await new FolderComparing(request, onEvent, keeper).execute(signal);
  } finally {
    keeper.dispose();
  }
}

class FolderComparing {
  readonly #request: FolderComparison;
  readonly #onEvent: (event: CompareEvent) => void;
  readonly #contexts: Readonly<Record<Side, LoadContext>>;
  readonly #loaders: Record<string, LoaderChoice> = {};
  readonly #aside: Comparison[] = [];
  readonly #fileFailures: FolderOutcome['fileFailures'][number][] = [];
  #states: PairState[] = [];

  constructor(request: FolderComparison, onEvent: (event: CompareEvent) => void, keeper: Keeper) {
    this.#request = request;
    this.#onEvent = onEvent;
    const { roots, distFolder, node, config, baselineConfig } = request;
    const configs = { baseline: baselineConfig ?? config, candidate: config };
    const contextOf = (side: Side) => createLoadContext({ root: roots[side], distFolder, node, config: configs[side], keeper });
    this.#contexts = { baseline: contextOf('baseline'), candidate: contextOf('candidate') };
  }

  async execute(signal: AbortSignal): Promise<FolderOutcome> {
    let state: FolderOutcome['state'] = 'complete';
    const { plan } = this.#request;
    try {
      await this.#collect(signal);
      const hooks = {
        onStarted: ({ benchmark }: PairState) => this.#onEvent({ kind: 'started', benchmark }),
        onBlock: (pair: PairState) => this.#tellProgress(pair),
      };
      await comparePairs(this.#states, plan, hooks, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      state = 'cancelled';
    }
    const comparisons = [...this.#aside, ...(await this.#conclude(state))];
    return { state, comparisons, fileFailures: this.#fileFailures, loaders: this.#loaders };
  }

  async #collect(signal: AbortSignal): Promise<void> {
    const { selections, marginOf, roots, earlier, baselineConfig } = this.#request;
    const design = baselineConfig === undefined ? 'one-process' : 'two-processes';
    for (const file of new Set(selections.map((selection) => selection.file))) {
      this.#onEvent({ kind: 'loading', file });
      // Both sides at once: nothing is timed now.
      const collect = (side: Side): Promise<CollectedFile | null> =>
        existsSync(path.join(roots[side], file)) ? collectFile(file, this.#contexts[side], signal) : Promise.resolve(null);
      const [baseline, candidate] = await Promise.all([collect('baseline'), collect('candidate')]);
      const sides: FileSides = { file, baseline, candidate };
      if (candidate?.load) this.#loaders[file] = candidate.load.choice;
      const { pairs, aside, fileFailures } = matchBenchmarks(sides, this.#request);
      this.#aside.push(...aside);
      this.#fileFailures.push(...fileFailures);
      if (pairs.length === 0) continue;
      const sideOf = (side: Side): SideOfFile => ({ root: roots[side], context: this.#contexts[side], load: sides[side]!.load! });
      const both = { baseline: sideOf('baseline'), candidate: sideOf('candidate') };
      const stateOf = (benchmark: CollectedBenchmark) =>
        newPairState(benchmark, both, { margin: marginOf(benchmark), design, earlier: earlier?.get(benchmark.id) });
      this.#states.push(...pairs.map(stateOf));
    }
    this.#onEvent({ kind: 'planned', benchmarks: this.#states.map(({ benchmark }) => benchmark) });
  }

  #tellProgress(state: PairState): void {
    const { plan } = this.#request;
    this.#onEvent({
      kind: 'progress',
      benchmark: state.benchmark,
      blocks: state.blocks.length,
      ratio: ratioSoFar(state),
      done: this.#states.filter((other) => isDone(other, plan)).length,
      total: this.#states.length,
      remainingMs: this.#states.reduce((sum, other) => sum + remainingMs(other, plan), 0),
    });
  }

  /** What was cut short has no verdict: it is left out. */
  async #conclude(outcome: FolderOutcome['state']): Promise<Comparison[]> {
    const { plan } = this.#request;
    const states = this.#states.filter((state) => outcome === 'complete' || isDone(state, plan));
    const judged = await judgeTogether(states, plan);
    return states.map((state) => concludePair(state, judged.get(state)?.together ?? null));
  }
}
