import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../../protocol/rpc.ts';
import { workerPort } from '../workers/index.ts';
import type { OpenRequest } from './opening/openRequest.ts';
import { openForWorker } from './opening/profileWorker.ts';

if (!parentPort) throw new Error('this file is started as a worker thread');
connect(workerPort(parentPort), served(workerData as OpenRequest));

/** The profile, or why there is none. */
function served(request: OpenRequest): object {
  try {
    return openForWorker(request);
  } catch (error) {
    return {
      opened() {
        throw error;
      },
    };
  }
}
