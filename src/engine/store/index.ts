export { readRunLine, writeRunLine } from './exportLine.ts';
export { exportRuns, importRuns, type ExportCounts, type WriteLine } from './exportRuns.ts';
export { openStore } from './openStore.ts';
export type { ComparisonOverview } from './readComparison.ts';
export type { RunOverview } from './readRun.ts';
export type { MeasuredCommit, StoredSeries } from './readSeries.ts';
export type { RunStore } from './runStore.ts';
export { prepareFolder, refuseLinks, storeFolder } from './storeFolder.ts';
