/**
 * What is asked of a process that may not answer for long: one that is busy in native code does when it is back. Rejects with the reason
 * of the signal when that is aborted first.
 */
export function orAborted<T>(asked: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    const settled = () => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    asked.then(resolve, reject).finally(settled);
  });
}
