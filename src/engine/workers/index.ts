export { keepWorker, type KeptWorker } from './keptWorker.ts';
export { withWorker } from './withWorker.ts';
export { workerPort } from './workerPort.ts';
