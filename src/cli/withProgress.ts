import type { Disposable } from '../base/lifecycle.ts';

interface ShownProgress<Event> extends Disposable {
  show(event: Event): void;
  cancelling(): void;
}

/** Shows the progress of work until it ends, and that it is being cancelled. */
export async function withProgress<Event, T>(
  progress: ShownProgress<Event>,
  signal: AbortSignal,
  work: (onEvent: (event: Event) => void) => Promise<T>,
): Promise<T> {
  const onAbort = () => progress.cancelling();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work((event) => progress.show(event));
  } finally {
    signal.removeEventListener('abort', onAbort);
    progress.dispose();
  }
}
