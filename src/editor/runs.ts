import { Emitter, type Event } from '../base/emitter.ts';
import { isCancellation } from '../base/errors.ts';
import type { Disposable } from '../base/lifecycle.ts';
import type { BisectionRequest, CompareRequest, Engine, RangeRequest } from '../engine/engine.ts';
import type { BisectOutcome } from '../model/bisection.ts';
import { LAST_RUN, WORK_TREE, type CompareEvent, type ComparisonRun } from '../model/comparison.ts';
import type { RangeOutcome } from '../model/history.ts';
import type { PresetName, Run, RunEvent, Selection } from '../model/run.ts';
import type { PanelBisection } from '../protocol/panelBisection.ts';
import type { Folder } from './folders.ts';
import type { Results } from './results.ts';
import { afterComparison, afterRange, afterRun, afterSearch, begin, beginRecording, type RunningState } from './running.ts';
import { beginSearch, followSearch } from './search.ts';
import type { SettingsSource } from './settings.ts';

export interface RunJob {
  readonly folder: Folder;
  readonly selections: readonly Selection[];
  /** Undefined leaves the choice to `laptime.config.json`. */
  readonly preset: PresetName | undefined;
  /** What is run, in words for the user. */
  readonly label: string;
}

export interface CompareJob {
  readonly folder: Folder;
  readonly request: Pick<CompareRequest, 'baseline' | 'candidate' | 'selections' | 'continueFrom'>;
  /** What is compared with what, in words for the user. */
  readonly label: string;
}

export interface RunComparisonJob extends RunJob {
  /** Id of a stored run. */
  readonly earlier: string;
}

export interface SearchJob {
  readonly folder: Folder;
  readonly request: Pick<BisectionRequest, 'good' | 'bad' | 'saved'> & { readonly threshold: number };
  readonly benchmark: PanelBisection['benchmark'];
}

export interface RangeJob {
  readonly folder: Folder;
  readonly request: Pick<RangeRequest, 'range' | 'choice'>;
  /** What is measured, in words for the user. */
  readonly label: string;
}

/** A search for the commit that made a benchmark slower. */
export interface Search {
  readonly folder: Folder;
  readonly state: PanelBisection;
}

export interface FinishedRun {
  readonly kind: 'run';
  readonly folder: Folder;
  readonly run: Run;
}

export interface FinishedComparison {
  readonly kind: 'comparison';
  readonly folder: Folder;
  readonly comparison: ComparisonRun;
}

/** What was measured, and has ended. */
export type Finished = FinishedRun | FinishedComparison;

/** Measures one job after the other, because two at once would time each other, and knows what runs now and what ran last. */
export class Runs implements Disposable {
  readonly #results: Results;
  readonly #settings: SettingsSource;
  readonly #changed: Emitter<void>;
  readonly #stops = new Set<AbortController>();
  #queue: Promise<unknown> = Promise.resolve();
  #running: RunningState | null = null;
  #last: FinishedRun | null = null;
  #lastComparison: FinishedComparison | null = null;
  #newest: Finished | null = null;
  #search: Search | null = null;
  readonly onDidChange: Event<void>;

  constructor(results: Results, settings: SettingsSource, onError: (error: unknown) => void) {
    this.#results = results;
    this.#settings = settings;
    this.#changed = new Emitter<void>(onError);
    this.onDidChange = this.#changed.event;
  }

  get running(): RunningState | null {
    return this.#running;
  }

  /** The newest run of this session. */
  get last(): FinishedRun | null {
    return this.#last;
  }

  /** The newest comparison of this session. */
  get lastComparison(): FinishedComparison | null {
    return this.#lastComparison;
  }

  /** What ended last in this session. */
  get newest(): Finished | null {
    return this.#newest;
  }

  /** The search that runs, or the last one of this session. */
  get search(): Search | null {
    return this.#search;
  }

  /** Waits for its turn, then measures. Rejects with an `AbortError` when it was cancelled before its turn came. */
  execute(job: RunJob, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Run> {
    return this.#inTurn((either) => this.#measure(job, onEvent, either), signal);
  }

  /** As `execute`, for a comparison. */
  compare(job: CompareJob, onEvent: (event: CompareEvent) => void, signal: AbortSignal): Promise<ComparisonRun> {
    return this.#inTurn((either) => this.#compare(job, onEvent, either), signal);
  }

  /** As `execute`, and then compares with an earlier run, whose code is no longer there to be measured in turns. */
  compareWithRun(job: RunComparisonJob, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<ComparisonRun> {
    return this.#inTurn((either) => this.#compareWithRun(job, onEvent, either), signal);
  }

  /** As `execute`, for the commit that made a benchmark slower. Rejects with an `AbortError` whenever it is cancelled. */
  searchCommit(job: SearchJob, label: string, signal: AbortSignal): Promise<BisectOutcome> {
    return this.#inTurn((either) => this.#searchCommit(job, label, either), signal);
  }

  /** As `execute`, for commits of a range. */
  measureRange(job: RangeJob, signal: AbortSignal): Promise<RangeOutcome> {
    return this.#inTurn((either) => this.#measureRange(job, either), signal);
  }

  /** As `execute`, for a profile: what is measured beside a profiler is slower, and a profile beside it has gaps. */
  record<T>(folder: Folder, label: string, work: (engine: Engine, signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    return this.#inTurn(async (either) => {
      this.#show(beginRecording(folder, label));
      return work(await folder.engine(), either);
    }, signal);
  }

  /** Cancels what runs and what waits. */
  cancel(): void {
    for (const stop of this.#stops) stop.abort();
  }

  async #inTurn<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const stop = new AbortController();
    this.#stops.add(stop);
    const either = AbortSignal.any([signal, stop.signal]);
    const before = this.#queue;
    const turn = before.then(async () => {
      either.throwIfAborted();
      try {
        return await work(either);
      } finally {
        this.#show(null);
      }
    });
    this.#queue = turn.catch(() => undefined);
    try {
      // A job that waits leaves at once when it is cancelled; its place in the queue then passes by itself.
      await Promise.race([before, aborted(either)]);
      either.throwIfAborted();
      return await turn;
    } catch (error) {
      turn.catch(() => undefined);
      throw error;
    } finally {
      this.#stops.delete(stop);
    }
  }

  async #measure({ folder, label, selections, preset }: RunJob, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Run> {
    const engine = await this.#begin(folder, label);
    const request = { selections, ...(preset && { preset }), ...this.#node(folder) };
    const run = await engine.run(request, this.#following(afterRun, onEvent), signal);
    this.#newest = this.#last = { kind: 'run', folder, run };
    this.#results.add(folder, run);
    return run;
  }

  async #compare(
    { folder, label, request }: CompareJob,
    onEvent: (event: CompareEvent) => void,
    signal: AbortSignal,
  ): Promise<ComparisonRun> {
    const engine = await this.#begin(folder, label);
    const comparison = await engine.compare({ ...request, ...this.#node(folder) }, this.#following(afterComparison, onEvent), signal);
    return this.#keepComparison(folder, comparison);
  }

  async #compareWithRun(
    { earlier, ...job }: RunComparisonJob,
    onEvent: (event: RunEvent) => void,
    signal: AbortSignal,
  ): Promise<ComparisonRun> {
    const { folder, selections } = job;
    const run = await this.#measure(job, onEvent, signal);
    signal.throwIfAborted();
    const engine = await folder.engine();
    const shownAs = { baseline: LAST_RUN, candidate: WORK_TREE };
    return this.#keepComparison(folder, await engine.compareRuns({ baseline: earlier, candidate: run.id, selections, shownAs }, signal));
  }

  #keepComparison(folder: Folder, comparison: ComparisonRun): ComparisonRun {
    this.#newest = this.#lastComparison = { kind: 'comparison', folder, comparison };
    this.#results.addComparison(folder, comparison);
    return comparison;
  }

  async #searchCommit({ folder, request, benchmark }: SearchJob, label: string, signal: AbortSignal): Promise<BisectOutcome> {
    const before = this.#search;
    let state = beginSearch(benchmark, request.threshold);
    const keep = (next: PanelBisection) => {
      state = next;
      this.#search = { folder, state };
    };
    keep(state);
    try {
      const engine = await this.#begin(folder, label);
      const outcome = await engine.bisect(
        { ...request, benchmark: benchmark.id, ...this.#node(folder) },
        this.#following(afterSearch, (event) => keep(followSearch(state, event))),
        signal,
      );
      keep({ ...state, state: 'ended', measuring: null, preparing: null, outcome });
      return outcome;
    } catch (error) {
      // A search that could not even begin is none: what is wrong is told, and the last one stays.
      if (isCancellation(error) || state.runs.length > 0) keep({ ...state, state: 'cancelled', measuring: null, preparing: null });
      else this.#search = before;
      throw error;
    }
  }

  async #measureRange({ folder, label, request }: RangeJob, signal: AbortSignal): Promise<RangeOutcome> {
    const engine = await this.#begin(folder, label);
    return engine.runRange(
      { ...request, ...this.#node(folder) },
      this.#following(afterRange, (event) => {
        if (event.kind === 'measured') this.#results.refresh();
      }),
      signal,
    );
  }

  #node(folder: Folder): { readonly nodeExecutable?: string } {
    const { nodeExecutable } = this.#settings.for(folder.uri);
    return nodeExecutable === null ? {} : { nodeExecutable };
  }

  #begin(folder: Folder, label: string): Promise<Engine> {
    this.#show(begin(folder, label));
    return folder.engine();
  }

  /** Shows what an event changes, after whoever asked for it has heard of it. */
  #following<E>(after: (running: RunningState, event: E) => RunningState, onEvent: (event: E) => void): (event: E) => void {
    return (event) => {
      onEvent(event);
      if (this.#running) this.#show(after(this.#running, event));
    };
  }

  #show(state: RunningState | null): void {
    this.#running = state;
    this.#changed.fire();
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
