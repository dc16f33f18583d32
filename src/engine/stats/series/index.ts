export { cusum } from './cusum.ts';
export { anomalyThresholds, findAnomalies, type AnomalyMethod } from './findAnomalies.ts';
export { findChanges } from './findChanges.ts';
export { findTrend } from './findTrend.ts';
export { forecastSeries } from './forecastSeries.ts';
export { medianOf, robustSpread } from './spread.ts';
