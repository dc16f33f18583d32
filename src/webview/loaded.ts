import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';

/** Something of the host that only an open detail needs. */
export type Loaded<T> = { readonly state: 'loading' | 'gone' | 'failed' } | { readonly state: 'ready'; readonly value: T };

/** Which benchmark of which run or comparison. */
export interface DetailKey {
  readonly ownerId: string;
  readonly benchmarkId: string;
}

/**
 * Loads whenever the key changes. Blocks never change once they are in a run or comparison, so once for each key is enough.
 * `load` answers null for what is not there any more; its errors go to `attempt`.
 */
export function loadFor<T>(
  key: ReadonlySignal<DetailKey | null>,
  load: (key: DetailKey) => Promise<T | null>,
  attempt: (call: Promise<unknown>) => void,
): ReadonlySignal<Loaded<T>> {
  const loaded = signal<Loaded<T>>({ state: 'loading' });
  // By its text, so that a new snapshot with the same key loads nothing.
  const keyText = computed(() => JSON.stringify(key.value));
  effect(() => {
    const text = keyText.value;
    const current = key.peek();
    if (current === null) return;
    const settle = (state: Loaded<T>) => {
      // Another benchmark may have been opened since.
      if (keyText.peek() === text) loaded.value = state;
    };
    settle({ state: 'loading' });
    const run = async () => {
      try {
        const value = await load(current);
        settle(value === null ? { state: 'gone' } : { state: 'ready', value });
      } catch (error) {
        settle({ state: 'failed' });
        throw error;
      }
    };
    attempt(run());
  });
  return loaded;
}
