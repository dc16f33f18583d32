export { presets, withTime } from './presets.ts';
export { runBenchmarks, type BenchmarkHooks, type BenchmarkOutcome, type BenchmarkRequest } from './runBenchmarks.ts';
