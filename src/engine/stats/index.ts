export { histogram } from './histogram.ts';
export { countForWidth, isLook, logRepeatedInterval, repeatedInterval } from './looks.ts';
export { countOutliers } from './outliers.ts';
export { median, quantile } from './quantile.ts';
export { seededRandom, type SeededRandom } from './seededRandom.ts';
export { sorted } from './sorted.ts';
export { trimmedInterval } from './trimmedInterval.ts';
export { twoGroups } from './twoGroups.ts';
