import { Emitter, type Event } from '../base/emitter.ts';
import type { Disposable } from '../base/lifecycle.ts';
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

export interface RunningState {
  readonly folder: Folder;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly remainingMs: number | null;
  readonly current: Extract<RunEvent, { kind: 'progress' }> | null;
}

export interface FinishedRun {
  readonly folder: Folder;
  readonly run: Run;
}

/** Runs one job after the other, because two at once would time each other, and knows what runs now and what ran last. */
export class Runs implements Disposable {
  readonly #results: Results;
  readonly #settings: SettingsSource;
  readonly #changed: Emitter<void>;
  readonly #stops = new Set<AbortController>();
  #queue: Promise<unknown> = Promise.resolve();
  #running: RunningState | null = null;
  #last: FinishedRun | null = null;
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

  /** Waits for its turn, then measures. Rejects with an `AbortError` when it was cancelled before its turn came. */
  async execute(job: RunJob, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Run> {
    const stop = new AbortController();
    this.#stops.add(stop);
    const either = AbortSignal.any([signal, stop.signal]);
    const before = this.#queue;
    const turn = before.then(() => this.#measure(job, onEvent, either));
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

  /** Cancels what runs and what waits. */
  cancel(): void {
    for (const stop of this.#stops) stop.abort();
  }

  async #measure(job: RunJob, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<Run> {
    signal.throwIfAborted();
    const { folder, label, selections, preset } = job;
    this.#show({ folder, label, done: 0, total: 0, remainingMs: null, current: null });
    try {
      const engine = await folder.engine();
      const { nodeExecutable } = this.#settings.for(folder.uri);
      const request = { selections, ...(preset && { preset }), ...(nodeExecutable !== null && { nodeExecutable }) };
      const run = await engine.run(
        request,
        (event) => {
          this.#follow(event);
          onEvent(event);
        },
        signal,
      );
      this.#last = { folder, run };
      this.#results.add(folder, run);
      return run;
    } finally {
      this.#show(null);
    }
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
