import nodeModule from 'node:module';
import { parentPort } from 'node:worker_threads';
import { connect } from '../../protocol/rpc.ts';
import { workerPort } from '../workers/index.ts';

if (!parentPort) throw new Error('this file is started as a worker thread');
// The parser is megabytes of code: compiled once for all starts, where Node can keep that (since 22.8). It is cached only
// for modules that are loaded after this, and written by hand, because a worker that is terminated does not write it.
nodeModule.enableCompileCache?.();
const { createDiscoveryService } = await import('./discoveryService.ts');
connect(workerPort(parentPort), createDiscoveryService());
setImmediate(() => nodeModule.flushCompileCache?.());
