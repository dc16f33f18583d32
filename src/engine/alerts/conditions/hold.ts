import type { ReadingState } from './watch.ts';

/** Without values an alert does not end at once: the collection may have been late. */
const LEAST_UNKNOWN_MS = 60_000;

/** Whether something has held for long enough, and has been well for long enough again. */
export interface Hold {
  /** Null where nothing is known. */
  step(state: ReadingState | null, activeMs: number): 'quiet' | 'pending' | 'firing';
  /** For how long it holds; null while it does not. */
  heldMs(activeMs: number): number | null;
  /** As if it had never held. */
  reset(): void;
}

export function createHold(forMs: number, clearForMs: number, isFiring = false): Hold {
  let firing = isFiring;
  let overSinceMs: number | null = null;
  let clearSinceMs: number | null = null;
  let unknownSinceMs: number | null = null;

  function reset(): void {
    firing = false;
    overSinceMs = clearSinceMs = unknownSinceMs = null;
  }

  return {
    reset,
    heldMs: (activeMs) => (overSinceMs === null ? null : activeMs - overSinceMs),
    step(state, activeMs) {
      unknownSinceMs = state === null ? (unknownSinceMs ?? activeMs) : null;
      if (!firing) {
        overSinceMs = state === 'over' ? (overSinceMs ?? activeMs) : null;
        if (overSinceMs === null) return 'quiet';
        firing = activeMs - overSinceMs >= forMs;
        return firing ? 'firing' : 'pending';
      }
      if (state === 'over') overSinceMs ??= activeMs;
      clearSinceMs = state === 'clear' ? (clearSinceMs ?? activeMs) : null;
      const isClear = clearSinceMs !== null && activeMs - clearSinceMs >= clearForMs;
      const isGone = unknownSinceMs !== null && activeMs - unknownSinceMs >= Math.max(clearForMs, LEAST_UNKNOWN_MS);
      if (!isClear && !isGone) return 'firing';
      reset();
      return 'quiet';
    },
  };
}
