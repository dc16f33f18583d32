/** Waits until a recording is over: its time is up, it was asked to stop, or what was recorded has ended. */
export function untilOver(
  { durationMs, stop }: { readonly durationMs?: number | undefined; readonly stop?: AbortSignal | undefined },
  ended: Promise<unknown>,
  signal: AbortSignal,
): Promise<'time' | 'stop' | 'ended'> {
  return new Promise((resolve, reject) => {
    const timer = durationMs === undefined ? undefined : setTimeout(() => settle(() => resolve('time')), durationMs);
    const onStop = () => settle(() => resolve('stop'));
    const onAbort = () => settle(() => reject(signal.reason as Error));
    function settle(act: () => void): void {
      clearTimeout(timer);
      stop?.removeEventListener('abort', onStop);
      signal.removeEventListener('abort', onAbort);
      act();
    }
    if (signal.aborted) return onAbort();
    if (stop?.aborted === true) return onStop();
    signal.addEventListener('abort', onAbort, { once: true });
    stop?.addEventListener('abort', onStop, { once: true });
    void ended.then(() => settle(() => resolve('ended')));
  });
}
