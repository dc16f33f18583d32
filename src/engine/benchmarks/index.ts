export { askChild, type ChildAnswer, type ChildFailure, type ChildOptions } from './childProcess.ts';
export { collectFile, ordinalOf, type CollectedFile } from './collectFile.ts';
export { ownLocation } from './failures.ts';
export { matchesBenchmark } from './matchesBenchmark.ts';
export type { ChosenLoader } from './loader/index.ts';
export { presets, TYPICAL_START_MS, withTime } from './presets.ts';
export { runBenchmarks, type BenchmarkOutcome } from './runBenchmarks.ts';
export { createLoadContext, type LoadContext, type RunPlaces } from './runContext.ts';
export { isSelected, targetsOf, undeclared } from './selection.ts';
