import nodeModule from 'node:module';
import { parentPort } from 'node:worker_threads';
import { connect } from '../../protocol/rpc.ts';
import { workerPort } from '../workers/index.ts';

if (!parentPort) throw new Error('this file is started as a worker thread');
// As the worker that reads bench files: the parser is compiled once for all starts, where Node can keep that.
nodeModule.enableCompileCache?.();
const { createFunctionsWorker } = await import('./functionsWorker.ts');
connect(workerPort(parentPort), createFunctionsWorker());
setImmediate(() => nodeModule.flushCompileCache?.());
