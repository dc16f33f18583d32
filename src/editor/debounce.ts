import { toDisposable, type Disposable } from '../base/lifecycle.ts';

export interface Debounced<Key> extends Disposable {
  (key: Key): void;
}

/** Calls `act(key)` once a key has been quiet for `delayMs`; each key waits by itself. Disposing drops what waits. */
export function debounce<Key>(delayMs: number, act: (key: Key) => void): Debounced<Key> {
  const timers = new Map<Key, NodeJS.Timeout>();
  const call = (key: Key): void => {
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        act(key);
      }, delayMs),
    );
  };
  return Object.assign(
    call,
    toDisposable(() => timers.forEach((timer) => clearTimeout(timer))),
  );
}
