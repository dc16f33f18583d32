export { histogram } from './histogram.ts';
export { countOutliers } from './outliers.ts';
export { median, quantile } from './quantile.ts';
export { seededRandom, type SeededRandom } from './seededRandom.ts';
export { sorted } from './sorted.ts';
export { logTrimmedInterval, trimmedInterval } from './trimmedInterval.ts';
export { twoGroups } from './twoGroups.ts';
