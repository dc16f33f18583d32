import type { AnyFunction } from './timing/loops.ts';

export type { AnyFunction };

/** tinybench's words for the two phases in which hooks are called. */
export type HookMode = 'warmup' | 'run';

/** Called around a phase, or around every call. */
export interface Hooks {
  before(mode: HookMode): unknown;
  after(mode: HookMode): unknown;
}

/** The least that a bench file asks for, over the whole measurement (warm-up: in each block). */
export interface Minimum {
  readonly timeMs: number;
  readonly iterations: number;
  readonly warmupMs: number;
  readonly warmupIterations: number;
}

export const noMinimum: Minimum = { timeMs: 0, iterations: 0, warmupMs: 0, warmupIterations: 0 };

/** A benchmark ready to be timed: whatever had to be set up is set up. */
export interface OpenWork {
  /**
   * `call`: one call is one iteration. `loop`: the function runs a loop over the state it is given, one turn is one
   * iteration (mitata). `own-duration`: one call returns the nanoseconds that it took by its own account (mitata's manual).
   */
  readonly style: 'call' | 'loop' | 'own-duration';
  readonly fn: AnyFunction;
  /** Arguments that are the same for every call; they come first. */
  readonly constants: readonly unknown[];
  /** Make the arguments that are new for every call, in batches, outside of the timing. */
  readonly inputs: readonly (() => unknown)[];
  readonly concurrency: number;
  readonly phaseHooks: Hooks | null;
  /** With these every call is timed by itself. */
  readonly callHooks: Hooks | null;
  /** tinybench's `overriddenDuration` in what a call returns is the duration. */
  readonly mayOverrideDuration: boolean;
  /** Collects garbage before every batch: only where the bench file asks for it. */
  readonly collectGarbageFirst: boolean;
  readonly minimum: Minimum;
  close(): unknown;
}

/** What a library registers: knows how to get ready. */
export type Work = () => OpenWork | Promise<OpenWork>;

export function openCall(fn: AnyFunction, rest: Partial<Omit<OpenWork, 'fn'>> = {}): OpenWork {
  return {
    style: 'call',
    fn,
    constants: [],
    inputs: [],
    concurrency: 1,
    phaseHooks: null,
    callHooks: null,
    mayOverrideDuration: false,
    collectGarbageFirst: false,
    minimum: noMinimum,
    close() {},
    ...rest,
  };
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    (typeof value === 'object' || typeof value === 'function') && value !== null && 'then' in value && typeof value.then === 'function'
  );
}
