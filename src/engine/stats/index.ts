export type { BisectionEvidence, PositionRun } from './bisection.ts';
export { bisectionChange } from './bisectionChange.ts';
export { nextBisectionStep, type BisectionBlock, type BisectionStep } from './bisectionStep.ts';
export { brierScore, calibratedBy, fitCalibration, joinedLines, reliability, type CalibrationLine, type Stated } from './calibration.ts';
export { geometricMean, productOfRatios } from './combineRatios.ts';
export { decideTogether, isSettled } from './decideTogether.ts';
export { estimatePaired, type EstimateAlone, type PairedValues } from './estimatePaired.ts';
export { estimateSeparate, TYPICAL_BETWEEN_RUNS, type BetweenRuns } from './estimateSeparate.ts';
export { histogram } from './histogram.ts';
export { countForWidth, isLook, logRepeatedInterval, repeatedInterval } from './looks.ts';
export { countOutliers } from './outliers.ts';
export { median, quantile } from './quantile.ts';
export { seededRandom, type SeededRandom } from './seededRandom.ts';
export {
  anomalyThresholds,
  cusum,
  findAnomalies,
  findChanges,
  findTrend,
  forecastSeries,
  medianOf,
  robustSpread,
  type AnomalyMethod,
} from './series/index.ts';
export { sorted } from './sorted.ts';
export { trimmedInterval } from './trimmedInterval.ts';
export { twoGroups } from './twoGroups.ts';
