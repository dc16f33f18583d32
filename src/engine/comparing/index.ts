export { compareFolders, type FolderOutcome } from './compareFolders.ts';
export { comparePlan } from './plan.ts';
export { continueComparison } from './continueComparison.ts';
