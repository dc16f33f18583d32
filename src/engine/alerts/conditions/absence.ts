import type { AlertCondition, AlertSeverity } from '../../../model/alert.ts';
import type { Watch } from './watch.ts';
import { withoutPast } from './watch.ts';
import { formatSpan } from './words.ts';

type Absence = Extract<AlertCondition, { kind: 'absence' }>;

export function watchAbsence({ metric, forMs }: Absence, severity: AlertSeverity): Watch {
  return {
    ...withoutPast,
    metrics: [metric],
    severities: [severity],
    // The silence itself is what lasts.
    forMs: 0,
    clearForMs: 0,
    read({ silentMs: silentMsOf, value, titleOf }) {
      const silentMs = silentMsOf(metric);
      const isOver = silentMs >= forMs;
      const tell = () =>
        isOver ? `No value of ${titleOf(metric)} came for ${formatSpan(silentMs)}.` : `Values of ${titleOf(metric)} come again.`;
      return { states: [isOver ? 'over' : 'clear'], value: isOver ? null : value(metric), tell };
    },
  };
}
