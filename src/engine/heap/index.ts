export { leakBenchmark, takeBenchmarkSnapshot } from './searching/leakBenchmark.ts';
export { leakProcess } from './searching/leakProcess.ts';
export { leakProgram, type LeakProgramRequest } from './searching/leakProgram.ts';
export type { LeakProgress } from './searching/rounds.ts';
export { withHeapWorker } from './startHeapWorker.ts';
export { takeProcessSnapshot, takeProgramSnapshot, type SecondSnapshot } from './takeSnapshot.ts';
