export { workerPort } from './workerPort.ts';
