import { Emitter, type Event } from '../../base/emitter.ts';
import type { Disposable } from '../../base/lifecycle.ts';
import type { Engine, RecordProgress, RecordedProfile } from '../../engine/engine.ts';
import type { ProfileKind } from '../../model/profile.ts';
import type { Folder } from '../folders.ts';
import type { Runs } from '../runs.ts';

/** What is recorded, and how far it is. */
export interface RecordingState {
  readonly id: number;
  readonly kind: ProfileKind;
  /** What is recorded, in words for the user. */
  readonly label: string;
  readonly phase: 'waiting' | 'preparing' | 'recording' | 'writing';
  /** What is made ready. */
  readonly message: string | null;
  /** When the recording of the present one of several began; null before. */
  readonly startedAtMs: number | null;
  /** What it takes at the most; null until it is stopped. */
  readonly durationMs: number | null;
  readonly done: number;
  readonly total: number | null;
}

export interface RecordingJob {
  readonly folder: Folder;
  readonly kind: ProfileKind;
  readonly label: string;
  /** Whether it takes turns with what is measured: so does all that Laptime starts. What runs anyway is recorded at once. */
  readonly inTurn: boolean;
}

/** What the work of a recording is given. */
export interface RecordingControl {
  /** Ends it and keeps it: for the engine's request. */
  readonly stopped: AbortSignal;
  readonly follow: (progress: RecordProgress) => void;
  /** As the user does it. */
  readonly stop: () => void;
  readonly cancel: () => void;
}

interface Active {
  state: RecordingState;
  readonly stop: AbortController;
  readonly cancel: AbortController;
}

const TICK_MS = 500;

/** Profiles that are being recorded: what a user sees of them, stops and cancels. */
export class Recordings implements Disposable {
  readonly #runs: Runs;
  readonly #active = new Map<number, Active>();
  readonly #changed: Emitter<void>;
  #lastId = 0;
  #tick: NodeJS.Timeout | undefined;
  readonly onDidChange: Event<void>;

  constructor(runs: Runs, onError: (error: unknown) => void) {
    this.#runs = runs;
    this.#changed = new Emitter<void>(onError);
    this.onDidChange = this.#changed.event;
  }

  /** Those that are recorded or wait for their turn, the oldest first. */
  get all(): readonly RecordingState[] {
    return [...this.#active.values()].map(({ state }) => state);
  }

  state(id: number): RecordingState | undefined {
    return this.#active.get(id)?.state;
  }

  /** Settles when the recording has ended. Rejects with an `AbortError` when it was cancelled: then nothing is kept. */
  async record(
    { folder, kind, label, inTurn }: RecordingJob,
    work: (engine: Engine, control: RecordingControl, signal: AbortSignal) => Promise<readonly RecordedProfile[]>,
    signal: AbortSignal,
  ): Promise<readonly RecordedProfile[]> {
    const id = ++this.#lastId;
    const before = { phase: 'waiting', message: null, startedAtMs: null, durationMs: null, done: 0, total: null } as const;
    const active: Active = { state: { id, kind, label, ...before }, stop: new AbortController(), cancel: new AbortController() };
    this.#active.set(id, active);
    this.#show();
    const either = AbortSignal.any([signal, active.cancel.signal]);
    const begun = (engine: Engine, cancelled: AbortSignal) => {
      this.#update(active, { phase: 'preparing' });
      const control = {
        stopped: active.stop.signal,
        follow: (progress: RecordProgress) => this.#follow(active, progress),
        stop: () => this.stop(id),
        cancel: () => this.cancel(id),
      };
      return work(engine, control, cancelled);
    };
    try {
      if (inTurn) return await this.#runs.record(folder, label, begun, either);
      return await begun(await folder.engine(), either);
    } finally {
      this.#active.delete(id);
      this.#show();
    }
  }

  /** Ends a recording and keeps it: the newest unless one is named. One that waits for its turn is cancelled. */
  stop(id?: number): void {
    const active = this.#named(id);
    if (active?.state.phase === 'waiting') active.cancel.abort();
    else active?.stop.abort();
  }

  /** Ends a recording and keeps nothing: the newest unless one is named. */
  cancel(id?: number): void {
    this.#named(id)?.cancel.abort();
  }

  #named(id: number | undefined): Active | undefined {
    return id === undefined ? [...this.#active.values()].at(-1) : this.#active.get(id);
  }

  #follow(active: Active, progress: RecordProgress): void {
    switch (progress.kind) {
      case 'preparing':
        return this.#update(active, { phase: 'preparing', message: progress.message });
      case 'recording': {
        const { durationMs, done, total } = progress;
        const isNext = active.state.phase !== 'recording' || active.state.done !== done;
        return this.#update(active, {
          ...{ phase: 'recording', durationMs, done, total },
          startedAtMs: isNext ? Date.now() : active.state.startedAtMs,
        });
      }
      case 'writing':
        return this.#update(active, { phase: 'writing' });
      case 'failed':
      case 'ended':
    }
  }

  #update(active: Active, change: Partial<RecordingState>): void {
    active.state = { ...active.state, ...change };
    this.#show();
  }

  #show(): void {
    this.#changed.fire();
    if (this.#active.size > 0) this.#tick ??= setInterval(() => this.#changed.fire(), TICK_MS);
    else {
      clearInterval(this.#tick);
      this.#tick = undefined;
    }
  }

  dispose(): void {
    for (const { cancel } of this.#active.values()) cancel.abort();
    clearInterval(this.#tick);
    this.#changed.dispose();
  }
}
