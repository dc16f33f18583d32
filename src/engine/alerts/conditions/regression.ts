import { formatPercent } from '../../../base/units.ts';
import type { AlertCondition, AlertSeverity } from '../../../model/alert.ts';
import { quantile, sorted } from '../../stats/index.ts';
import { createBins, fill } from './bins.ts';
import { undecided, type ReadingState, type Watch } from './watch.ts';
import { formatMetric, formatSpan } from './words.ts';

type Regression = Extract<AlertCondition, { kind: 'regression' }>;

const BINS = 20;
const FEWEST_BINS = 10;
const CLEAR_PART = 0.5;

interface Change {
  readonly before: number;
  readonly now: number;
  readonly by: number;
  /** Whether three quarters of each lie beyond three quarters of the other. */
  readonly isApart: boolean;
}

/** Medians of two spans of equal length; the change has to be larger than what both vary by. */
export function watchRegression({ metric, by, lookBackMs, baselineMs }: Regression, severity: AlertSeverity): Watch {
  const binMs = lookBackMs / BINS;
  const bins = createBins(binMs, baselineMs + lookBackMs);
  let nowMs = 0;
  let isDue = false;
  let change: Change | null = null;
  const stateOf = (found: Change): ReadingState => {
    const part = found.by / by;
    return part >= 1 && found.isApart ? 'over' : part >= CLEAR_PART ? 'between' : 'clear';
  };
  return {
    metrics: [metric],
    severities: [severity],
    forMs: 2 * binMs,
    clearForMs: 5 * binMs,
    lookBackMs: baselineMs + lookBackMs,
    seed: (series) => fill(bins, series),
    read({ activeMs, value: valueOf, isNew, titleOf, unitOf }) {
      const value = valueOf(metric);
      if (value === null) return null;
      nowMs = activeMs;
      if (isNew(metric) && bins.add(activeMs, value)) isDue = true;
      if (change === null) return undecided(value);
      const found = change;
      const state = stateOf(found);
      const tell = () => {
        const unit = unitOf(metric);
        const figures = `${formatMetric(found.now, unit)} over ${formatSpan(lookBackMs)}, ${formatMetric(found.before, unit)} ${formatSpan(baselineMs)} before`;
        if (state === 'clear') return `${titleOf(metric)} is as it was before (${figures}).`;
        return `${titleOf(metric)} is ${formatPercent(Math.abs(found.by))} ${found.by > 0 ? 'more' : 'less'} than before: ${figures}.`;
      };
      return { states: [state], value, tell };
    },
    ponder() {
      if (!isDue) return false;
      isDue = false;
      const now = bins.between(nowMs - lookBackMs, nowMs).values;
      const before = bins.between(nowMs - lookBackMs - baselineMs, nowMs - baselineMs).values;
      change = now.length < FEWEST_BINS || before.length < FEWEST_BINS ? null : changeOf(before, now);
      return true;
    },
  };
}

function changeOf(before: readonly number[], now: readonly number[]): Change | null {
  const [a, b] = [sorted(before), sorted(now)];
  const [was, is] = [quantile(a, 0.5), quantile(b, 0.5)];
  if (was <= 0) return null;
  const isApart = is > was ? quantile(b, 0.25) > quantile(a, 0.75) : quantile(b, 0.75) < quantile(a, 0.25);
  return { before: was, now: is, by: is / was - 1, isApart };
}
