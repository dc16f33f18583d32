import type { Disposable } from '../../base/lifecycle.ts';

/** Work that waits for its turn. */
export interface NewestFirst<Key> extends Disposable {
  /** Does the work of a key next. What is under way for it is for nothing: its signal is aborted. */
  want(key: Key): void;
  /** Nobody wants it any more. */
  drop(key: Key): void;
}

/** Does one piece of work at a time, for the key that was wanted last. Each key waits once, however often it is wanted. `work` never rejects. */
export function newestFirst<Key>(work: (key: Key, signal: AbortSignal) => Promise<void>): NewestFirst<Key> {
  const waiting = new Set<Key>();
  let running: { readonly key: Key; readonly abort: AbortController } | null = null;

  async function run(): Promise<void> {
    for (let key = last(waiting); key; key = last(waiting)) {
      waiting.delete(key.value);
      running = { key: key.value, abort: new AbortController() };
      await work(key.value, running.abort.signal);
    }
    running = null;
  }

  const cancel = (key: Key): void => {
    waiting.delete(key);
    if (running?.key === key) running.abort.abort();
  };

  return {
    want(key) {
      cancel(key);
      waiting.add(key);
      if (!running) void run();
    },
    drop: cancel,
    dispose() {
      waiting.clear();
      running?.abort.abort();
    },
  };
}

function last<T>(set: ReadonlySet<T>): { readonly value: T } | null {
  const all = [...set];
  return all.length === 0 ? null : { value: all.at(-1)! };
}
