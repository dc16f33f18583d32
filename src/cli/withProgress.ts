import type { Disposable } from '../base/lifecycle.ts';

/** Shows what work tells of itself. */
export interface Progress<Event> extends Disposable {
  show(event: Event): void;
  /** Instead of the time left, until the work has ended. */
  cancelling(): void;
}

/** Shows the progress of work until it ends, and that it is being cancelled. */
export async function withProgress<Event, T>(
  progress: Progress<Event>,
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
