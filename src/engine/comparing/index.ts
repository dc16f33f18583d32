export { compareFolders, type FolderOutcome } from './compareFolders.ts';
export { compareRuns } from './compareRuns.ts';
export { continueComparison } from './continueComparison.ts';
export { marginOf } from './marginOf.ts';
export { comparePlan } from './plan.ts';
