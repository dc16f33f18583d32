export { observeBenchmark, type ObserveEvent } from './observeBenchmark.ts';
