export { withWorker } from './withWorker.ts';
export { workerPort } from './workerPort.ts';
