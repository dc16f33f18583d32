import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { InspectorClient } from '../profiling/index.ts';
import { writeFailed } from './writtenWhole.ts';

/**
 * Writes a heap snapshot of a process to a file as it comes, after a garbage collection. The process stands still meanwhile. Nothing is
 * left of a snapshot that was not completed.
 * @throws UserError `output-failed`, `process-ended`
 */
export async function writeProcessSnapshot(client: InspectorClient, file: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const output = openOutput(file);
  let failure: unknown;
  const listening = client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
    if (failure !== undefined || typeof chunk !== 'string') return;
    try {
      // All of it, which a single call need not write.
      writeFileSync(output, chunk);
    } catch (error) {
      failure = error;
    }
  });
  let isComplete = false;
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([client.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false }), aborted]);
    if (failure !== undefined) throw writeFailed(file, failure);
    isComplete = true;
  } finally {
    signal.removeEventListener('abort', onAbort);
    listening.dispose();
    closeSync(output);
    if (!isComplete) rmSync(file, { force: true });
  }
}

/** Others must not read it: a snapshot has all that the process knew. */
function openOutput(file: string): number {
  try {
    return openSync(file, 'w', 0o600);
  } catch (error) {
    throw writeFailed(file, error);
  }
}
