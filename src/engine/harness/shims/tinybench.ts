import { publishedLibraries } from '../library.ts';

export const {
  Bench,
  Task,
  calibrateTimerOverhead,
  classifyTimerSaturation,
  detectTimerSaturation,
  estimateResolution,
  formatNumber,
  hrtimeNow,
  hrtimeNowTimestampProvider,
  mToNs,
  medianAbsoluteDeviation,
  nToMs,
  now,
  performanceNowTimestampProvider,
} = publishedLibraries().tinybench;

// oxlint-disable-next-line import/no-default-export -- version 2 had one
export default { Bench, Task };
