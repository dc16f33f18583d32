import type { AlertCondition, AlertSeverity } from '../../../model/alert.ts';
import { findTrend } from '../../stats/index.ts';
import { createBins, fill } from './bins.ts';
import { undecided, type ReadingState, type Watch } from './watch.ts';
import { formatMetric, formatSpan } from './words.ts';

type TrendCondition = Extract<AlertCondition, { kind: 'trend' }>;

const BINS = 60;
const FEWEST_BINS = 20;
const CONFIDENCE = 0.95;
/** That there is no trend: lines are looked at again and again. */
const ALPHA = 0.001;
/** It is well again when the limit is so much further off. */
const CLEAR_TIMES = 1.5;

interface Reach {
  readonly inMs: number;
  readonly lowMs: number;
  /** Infinite where the slowest trend that fits never gets there. */
  readonly highMs: number;
}

export function watchTrend({ metric, reaches, withinMs, lookBackMs }: TrendCondition, severity: AlertSeverity): Watch {
  const binMs = lookBackMs / BINS;
  const bins = createBins(binMs, lookBackMs);
  let nowMs = 0;
  let isDue = false;
  let reach: Reach | null = null;
  let isKnown = false;

  const stateOf = (): ReadingState => {
    if (reach === null) return 'clear';
    return reach.inMs <= withinMs ? 'over' : reach.inMs <= withinMs * CLEAR_TIMES ? 'between' : 'clear';
  };
  return {
    metrics: [metric],
    severities: [severity],
    forMs: 2 * binMs,
    clearForMs: 3 * binMs,
    lookBackMs,
    seed: (series) => fill(bins, series),
    read({ activeMs, value: valueOf, isNew, titleOf, unitOf }) {
      const value = valueOf(metric);
      if (value === null) return null;
      nowMs = activeMs;
      if (isNew(metric) && bins.add(activeMs, value)) isDue = true;
      if (!isKnown) return undecided(value);
      const state = stateOf();
      const found = reach;
      const tell = () => {
        const limit = formatMetric(reaches, unitOf(metric));
        if (found === null || state === 'clear') return `${titleOf(metric)} does not go towards ${limit} any more.`;
        const range = Number.isFinite(found.highMs)
          ? `${formatSpan(found.lowMs)} to ${formatSpan(found.highMs)}`
          : `${formatSpan(found.lowMs)} at the least`;
        return `${titleOf(metric)} will reach ${limit} in ${formatSpan(found.inMs)} (${range}); it is ${formatMetric(value, unitOf(metric))}.`;
      };
      return { states: [state], value, tell };
    },
    ponder() {
      if (!isDue) return false;
      isDue = false;
      const { places, values } = bins.between(nowMs - lookBackMs, nowMs);
      isKnown = values.length >= FEWEST_BINS;
      reach = isKnown ? reachOf(places, values, reaches, nowMs) : null;
      return true;
    },
  };
}

/** Null where no trend towards the limit is proven, or it is there already. */
function reachOf(places: readonly number[], values: readonly number[], limit: number, nowMs: number): Reach | null {
  const { theilSen, p } = findTrend(places, values, CONFIDENCE);
  const { slope, intercept, slopeInterval } = theilSen;
  const left = limit - (intercept + slope * nowMs);
  if (!(p < ALPHA) || slopeInterval === null || left * slope <= 0) return null;
  // Whether the line rises or falls, the steepest end is the one in its direction.
  const timeOf = (own: number) => (own * slope > 0 ? left / own : Infinity);
  const [a, b] = [timeOf(slopeInterval.low), timeOf(slopeInterval.high)];
  return { inMs: left / slope, lowMs: Math.min(a, b), highMs: Math.max(a, b) };
}
