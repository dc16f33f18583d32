import { Worker } from 'node:worker_threads';
import { UserError } from '../../base/errors.ts';
import { connect, RemoteError, type Remote } from '../../protocol/rpc.ts';
import { workerPort } from './workerPort.ts';

export interface WorkerOptions {
  /** Absolute path of the built worker. */
  readonly file: string;
  /** For debuggers. */
  readonly name: string;
  /** Why there may be too little memory for it, and what to do. */
  readonly tooLarge: { readonly code: string; readonly message: string };
}

/** Of what is not in typed arrays, which do not count here. */
const MAX_HEAP_MB = 2048;

/** Starts a worker for one piece of work, and ends it when that is done or aborted. Failures that the user can mend arrive as `UserError`. */
export async function withWorker<Api, T>(
  { file, name, tooLarge }: WorkerOptions,
  work: (worker: Remote<Api>) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const worker = new Worker(file, {
    name,
    // Not what the editor or a debugger started this process with.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  let failure: unknown;
  worker.on('error', (error) => {
    failure = error;
  });
  const connection = connect<object, Api>(workerPort(worker), {});
  const onAbort = () => connection.dispose();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await work(connection.remote);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RemoteError && error.code !== undefined) throw new UserError(error.code, error.message, { cause: error });
    if (failure instanceof Error && 'code' in failure && failure.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      throw new UserError(tooLarge.code, tooLarge.message, { cause: failure });
    }
    throw failure ?? error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    connection.dispose();
    await worker.terminate();
  }
}
