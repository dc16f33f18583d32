import type { Clock } from '../base/clock.ts';
import { toDisposable, type Disposable } from '../base/lifecycle.ts';

/** The part of `process` that tells of signals. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

// npm hands Ctrl-C on to a child that the terminal has told already: that is one interrupt, not two.
const SAME_INTERRUPT_MS = 250;

/** The first interrupt aborts `signal`, so that finished results are kept; the next calls `onSecond`. */
export function watchInterrupts(source: SignalSource, clock: Clock, onSecond: () => void): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  let firstAtMs: number | null = null;
  const listener = () => {
    const nowMs = clock.monotonicMs();
    if (firstAtMs === null) {
      firstAtMs = nowMs;
      controller.abort();
    } else if (nowMs - firstAtMs >= SAME_INTERRUPT_MS) onSecond();
  };
  for (const signal of SIGNALS) source.on(signal, listener);
  return { signal: controller.signal, ...toDisposable(() => SIGNALS.forEach((signal) => source.off(signal, listener))) };
}
