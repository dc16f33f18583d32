import { parentPort } from 'node:worker_threads';
import { connect } from '../../protocol/rpc.ts';
import { createDiscoveryService } from './discoveryService.ts';
import { workerPort } from './workerPort.ts';

if (!parentPort) throw new Error('this file is started as a worker thread');
connect(workerPort(parentPort), createDiscoveryService());
