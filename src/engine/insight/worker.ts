import { parentPort } from 'node:worker_threads';
import { connect } from '../../protocol/rpc.ts';
import { workerPort } from '../workers/index.ts';
import { readLogs } from './readLogs.ts';

if (!parentPort) throw new Error('this file is started as a worker thread');
// A log is hundreds of megabytes of text: no work for the thread that an editor waits for.
connect(workerPort(parentPort), { readLogs });
