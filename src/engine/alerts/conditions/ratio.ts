import { formatPercent } from '../../../base/units.ts';
import { graver, type AlertCondition, type AlertSeverity } from '../../../model/alert.ts';
import type { Watch } from './watch.ts';
import { withoutPast } from './watch.ts';
import { formatMetric, forSpan } from './words.ts';

type Ratio = Extract<AlertCondition, { kind: 'ratio' }>;

/** All is well below this part of a limit, so that what lies just at it does not come and go. */
const CLEAR_PART = 0.95;

export function watchRatio({ metric, by, limits, forMs, clearForMs }: Ratio): Watch {
  const levels = (Object.entries(limits) as [AlertSeverity, number][]).toSorted(([a], [b]) => graver(b, a));
  return {
    ...withoutPast,
    metrics: [metric, by],
    severities: levels.map(([severity]) => severity),
    forMs,
    clearForMs,
    read({ value: valueOf, unitOf, titleOf }) {
      const [part, whole] = [valueOf(metric), valueOf(by)];
      if (part === null || whole === null || whole <= 0) return null;
      const value = part / whole;
      const states = levels.map(([, limit]) => (value > limit ? 'over' : value > limit * CLEAR_PART ? 'between' : 'clear'));
      const tell = (heldMs: number | null) => {
        const passed = levels.findLast(([, limit]) => value > limit);
        const figures = `${formatMetric(part, unitOf(metric))} of ${formatMetric(whole, unitOf(by))}`;
        if (passed === undefined) return `${titleOf(metric)} is ${formatPercent(value)} of ${titleOf(by)} again (${figures}).`;
        return `${titleOf(metric)} has been over ${formatPercent(passed[1])} of ${titleOf(by)}${forSpan(heldMs)} (${figures}).`;
      };
      return { states, value, tell };
    },
  };
}
