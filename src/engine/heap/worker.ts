import { parentPort } from 'node:worker_threads';
import { connect } from '../../protocol/rpc.ts';
import { workerPort } from '../workers/index.ts';
import { createHeapWorker } from './heapWorker.ts';

if (!parentPort) throw new Error('this file is started as a worker thread');
connect(workerPort(parentPort), createHeapWorker());
