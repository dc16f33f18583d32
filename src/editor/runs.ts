import { Emitter, type Event } from '../base/emitter.ts';
import type { Disposable } from '../base/lifecycle.ts';
import type { CompareRequest } from '../engine/engine.ts';
import type { CompareEvent, ComparisonRun } from '../model/comparison.ts';
import type { PresetName, Run, RunEvent, Selection } from '../model/run.ts';
import type { Folder } from './folders.ts';
import type { Results } from './results.ts';
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

export interface RunningState {
  readonly folder: Folder;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly remainingMs: number | null;
  readonly current: Extract<RunEvent, { kind: 'progress' }> | null;
  /** What a comparison does; null before its first event, and where a run runs. */
  readonly comparing: Extract<CompareEvent, { kind: 'progress' | 'preparing' }> | null;
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

  /** Waits for its turn, then measures. Rejects with an `AbortError` when it was cancelled before its turn came. */
  execute(job: RunJob, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Run> {
    return this.#inTurn((either) => this.#measure(job, onEvent, either), signal);
  }

  /** As `execute`, for a comparison. */
  compare(job: CompareJob, onEvent: (event: CompareEvent) => void, signal: AbortSignal): Promise<ComparisonRun> {
    return this.#inTurn((either) => this.#compare(job, onEvent, either), signal);
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
    this.#begin(folder, label);
    const engine = await folder.engine();
    const request = { selections, ...(preset && { preset }), ...this.#node(folder) };
    const run = await engine.run(
      request,
      (event) => {
        this.#follow(event);
        onEvent(event);
      },
      signal,
    );
    this.#newest = this.#last = { kind: 'run', folder, run };
    this.#results.add(folder, run);
    return run;
  }

  async #compare(
    { folder, label, request }: CompareJob,
    onEvent: (event: CompareEvent) => void,
    signal: AbortSignal,
  ): Promise<ComparisonRun> {
    this.#begin(folder, label);
    const engine = await folder.engine();
    const comparison = await engine.compare(
      { ...request, ...this.#node(folder) },
      (event) => {
        this.#followComparison(event);
        onEvent(event);
      },
      signal,
    );
    this.#newest = this.#lastComparison = { kind: 'comparison', folder, comparison };
    this.#results.addComparison(folder, comparison);
    return comparison;
  }

  #node(folder: Folder): { readonly nodeExecutable?: string } {
    const { nodeExecutable } = this.#settings.for(folder.uri);
    return nodeExecutable === null ? {} : { nodeExecutable };
  }

  #begin(folder: Folder, label: string): void {
    this.#show({ folder, label, done: 0, total: 0, remainingMs: null, current: null, comparing: null });
  }

  #follow(event: RunEvent): void {
    const running = this.#running;
    if (!running) return;
    if (event.kind === 'progress') {
      const { done, total, remainingMs } = event;
      this.#show({ ...running, done, total, remainingMs, current: event });
    } else if (event.kind === 'finished') {
      this.#show({ ...running, done: event.done, total: event.total });
    }
  }

  #followComparison(event: CompareEvent): void {
    const running = this.#running;
    if (!running) return;
    if (event.kind === 'preparing') this.#show({ ...running, comparing: event });
    else if (event.kind === 'progress') {
      const { done, total, remainingMs } = event;
      this.#show({ ...running, done, total, remainingMs, comparing: event });
    }
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
