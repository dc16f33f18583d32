import type { AlertCondition, AlertSeverity } from '../../../model/alert.ts';
import type { ReadingState, Watch } from './watch.ts';
import { withoutPast } from './watch.ts';
import { formatMetric, forSpan } from './words.ts';

type Threshold = Extract<AlertCondition, { kind: 'threshold' }>;

export function watchThreshold(condition: Threshold, severity: AlertSeverity): Watch {
  const { metric, above, below, clear, forMs, clearForMs } = condition;
  const stateOf = (value: number): ReadingState => {
    if ((above !== undefined && value > above) || (below !== undefined && value < below)) return 'over';
    return (above !== undefined && value > clear) || (below !== undefined && value < clear) ? 'between' : 'clear';
  };
  return {
    ...withoutPast,
    metrics: [metric],
    severities: [severity],
    forMs,
    clearForMs,
    read({ value: valueOf, unitOf, titleOf }) {
      const value = valueOf(metric);
      if (value === null) return null;
      const state = stateOf(value);
      const tell = (heldMs: number | null) => {
        const [unit, title] = [unitOf(metric), titleOf(metric)];
        if (state === 'clear') return `${title} is ${formatMetric(value, unit)} again.`;
        const limit = above === undefined ? `under ${formatMetric(below ?? 0, unit)}` : `over ${formatMetric(above, unit)}`;
        return `${title} has been ${limit}${forSpan(heldMs)} (${formatMetric(value, unit)}).`;
      };
      return { states: [state], value, tell };
    },
  };
}
