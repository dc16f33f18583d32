// The parser stays out of here: it is large, and belongs into the worker alone.
export type { FoundFunction, FunctionPlace } from './findFunction.ts';
export type { FunctionsWorkerApi } from './functionsWorker.ts';
export { recordCalls, type CallingProgram } from './recordCalls.ts';
export { writeBenchmark, type WrittenBenchmark } from './writeBenchmark.ts';
