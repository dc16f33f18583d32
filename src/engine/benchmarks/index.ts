export { presets, withTime } from './presets.ts';
export { runBenchmarks } from './runBenchmarks.ts';
