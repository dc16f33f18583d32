import type { Remote } from '../../protocol/rpc.ts';
import { withWorker } from '../workers/index.ts';
import type { HeapWorkerApi } from './heapWorker.ts';

const tooLarge = { code: 'snapshot-too-large', message: 'The snapshots need more memory than there is.' };

/** Ends the worker when the work is done or aborted. Failures that the user can mend arrive as `UserError`. */
export const withHeapWorker = <T>(file: string, work: (worker: Remote<HeapWorkerApi>) => Promise<T>, signal: AbortSignal): Promise<T> =>
  withWorker<HeapWorkerApi, T>({ file, name: 'laptime-heap', tooLarge }, work, signal);
