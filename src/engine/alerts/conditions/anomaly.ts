import type { AlertCondition, AlertSeverity } from '../../../model/alert.ts';
import { medianOf, robustSpread } from '../../stats/index.ts';
import { createBins, fill } from './bins.ts';
import { undecided, type Watch } from './watch.ts';
import { formatMetric, formatSpan, forSpan } from './words.ts';

type Anomaly = Extract<AlertCondition, { kind: 'anomaly' }>;

const BINS = 200;
const FEWEST_BINS = 30;
/** What hardly varies is not called unlike itself for less than this share of its level. */
const LEAST_SPREAD = 0.01;
const CLEAR_PART = 0.7;

/**
 * Against the median and the robust spread of means over equal parts of the time before. What stays is what is usual once it fills half of
 * that time.
 */
export function watchAnomaly({ metric, score: limit, lookBackMs, forMs }: Anomaly, severity: AlertSeverity): Watch {
  const binMs = lookBackMs / BINS;
  const bins = createBins(binMs, lookBackMs);
  const newest = createNewest(binMs);
  let nowMs = 0;
  let isDue = false;
  let usual: { readonly centre: number; readonly spread: number } | null = null;
  return {
    metrics: [metric],
    severities: [severity],
    forMs,
    clearForMs: forMs,
    lookBackMs,
    seed: (series) => fill(bins, series),
    read({ activeMs, value: valueOf, isNew, titleOf, unitOf }) {
      const value = valueOf(metric);
      if (value === null) return null;
      nowMs = activeMs;
      if (isNew(metric)) {
        newest.add(activeMs, value);
        if (bins.add(activeMs, value)) isDue = true;
      }
      if (usual === null) return undecided(value);
      const { centre, spread } = usual;
      const score = Math.abs(newest.mean() - centre) / spread;
      const state = score >= limit ? 'over' : score >= limit * CLEAR_PART ? 'between' : 'clear';
      const tell = (heldMs: number | null) => {
        const [unit, title] = [unitOf(metric), titleOf(metric)];
        if (state === 'clear') return `${title} is as it usually is again (${formatMetric(value, unit)}).`;
        const before = `${formatMetric(centre, unit)} usually, over ${formatSpan(lookBackMs)}`;
        return `${title} has been unlike itself${forSpan(heldMs)}: ${formatMetric(value, unit)}; ${before}; ${score.toFixed(1)} deviations.`;
      };
      return { states: [state], value, tell };
    },
    ponder() {
      if (!isDue) return false;
      isDue = false;
      const { values } = bins.between(nowMs - lookBackMs, nowMs);
      usual = values.length < FEWEST_BINS ? null : usualOf(values);
      return true;
    },
  };
}

function usualOf(values: readonly number[]): { centre: number; spread: number } | null {
  const centre = medianOf(values);
  const spread = Math.max(robustSpread(values, centre), LEAST_SPREAD * Math.abs(centre));
  // Of what was always zero nothing can be said.
  return spread > 0 ? { centre, spread } : null;
}

/** The mean of the newest values, over as long as a bin has: single values stray more than the means that they are held against. */
function createNewest(spanMs: number): { add(activeMs: number, value: number): void; mean(): number } {
  let entries: { readonly activeMs: number; readonly value: number }[] = [];
  return {
    add(activeMs, value) {
      entries = [...entries.filter((entry) => entry.activeMs > activeMs - spanMs), { activeMs, value }];
    },
    mean: () => entries.reduce((sum, { value }) => sum + value, 0) / entries.length,
  };
}
