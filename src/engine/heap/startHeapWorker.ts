import { Worker } from 'node:worker_threads';
import { UserError } from '../../base/errors.ts';
import { connect, RemoteError, type Remote } from '../../protocol/rpc.ts';
import { workerPort } from '../workers/index.ts';
import type { HeapWorkerApi } from './heapWorker.ts';

/** Of what is not in typed arrays, which do not count here. */
const MAX_HEAP_MB = 2048;

/** Ends the worker when the work is done or aborted. Failures that the user can mend arrive as `UserError`. */
export async function withHeapWorker<T>(
  workerFile: string,
  work: (worker: Remote<HeapWorkerApi>) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const worker = new Worker(workerFile, {
    name: 'laptime-heap',
    // Not what the editor or a debugger started this process with.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  let failure: unknown;
  worker.on('error', (error) => {
    failure = error;
  });
  const connection = connect<object, HeapWorkerApi>(workerPort(worker), {});
  const onAbort = () => connection.dispose();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work(connection.remote);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RemoteError && error.code !== undefined) throw new UserError(error.code, error.message, { cause: error });
    if (failure instanceof Error && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      throw new UserError('snapshot-too-large', 'The snapshots need more memory than there is.', { cause: failure });
    }
    throw failure ?? error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    connection.dispose();
    await worker.terminate();
  }
}
