export { presets, withTime } from './presets.ts';
export { runBenchmarks, type BenchmarkOutcome } from './runBenchmarks.ts';
