export { benchmarkHistory } from './benchmarkHistory.ts';
export { environmentNamed, seriesNamed } from './chooseHistory.ts';
export { noteCounts, type NoteCounts } from './noteCounts.ts';
export { halvingOrder, pickCommits, type RangeChoice } from './pickCommits.ts';
export { rangeEstimate, type RangeEstimate } from './rangeEstimate.ts';
export { isKnown, wantedBenchmarks, type WantedFile } from './wantedBenchmarks.ts';
