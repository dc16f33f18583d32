import { toDisposable, type Disposable } from '../base/lifecycle.ts';
import type { Output } from './terminal.ts';

/** Text that is written as things happen, by what cannot wait for it. */
export interface StreamedOutput extends Disposable {
  /** Aborted with the signal that it was made for, and when nobody reads any more or it could not be written. */
  readonly stop: AbortSignal;
  write(text: string): void;
  /** Resolves when all is written. @throws UserError `output-failed` */
  finish(): Promise<void>;
}

export function streamedOutput(out: Output, signal: AbortSignal): StreamedOutput {
  const controller = new AbortController();
  const onAbort = () => controller.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  let failure: { readonly error: unknown } | null = null;
  let written: Promise<void> = Promise.resolve();
  const onWritten = (isRead: boolean) => {
    if (!isRead) onAbort();
  };
  const onFailure = (error: unknown) => {
    failure ??= { error };
    onAbort();
  };
  return {
    stop: controller.signal,
    write(text) {
      const writing = out.write(text).then(onWritten, onFailure);
      written = Promise.all([written, writing]).then(() => {});
    },
    async finish() {
      await written;
      if (failure !== null) throw failure.error;
    },
    ...toDisposable(() => signal.removeEventListener('abort', onAbort)),
  };
}
