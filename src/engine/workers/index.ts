export { keepWorker } from './keptWorker.ts';
export { withWorker } from './withWorker.ts';
export { workerPort } from './workerPort.ts';
