export { answerOf } from './answerOf.ts';
export { bisect } from './bisect.ts';
export { bisectState, type BisectState } from './bisectState.ts';
export { chooseBenchmark, type ChosenBenchmark } from './chooseBenchmark.ts';
export { gitFileHistory } from './gitFileHistory.ts';
export { linearPath } from './linearPath.ts';
export { moduleGraph, type CommitFiles } from './moduleGraph.ts';
export { touchesOf } from './touchesOf.ts';
