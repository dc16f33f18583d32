export { bisect, type BisectParts } from './bisect.ts';
export { bisectState, type BisectKey, type BisectState } from './bisectState.ts';
export { gitFileHistory, type OverlaidFiles } from './gitFileHistory.ts';
export { linearPath } from './linearPath.ts';
export type { Touch } from './positions.ts';
export type { BisectRequest } from './search.ts';
export { touchesOf, type BenchSource } from './touchesOf.ts';
