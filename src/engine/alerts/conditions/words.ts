import { formatBytes, formatDuration, formatPercent } from '../../../base/units.ts';
import type { MetricUnit } from '../../../model/metric.ts';

const rounded = (value: number) => String(Number(value.toPrecision(3)));

/** A value as a user reads it: `94 %`, `1.5 cores`, `312 MB`. */
export function formatMetric(value: number, unit: MetricUnit): string {
  switch (unit) {
    case 'share':
      return formatPercent(value);
    case 'bytes':
      return formatBytes(value);
    case 'bytesPerSecond':
      return `${formatBytes(value)}/s`;
    case 'milliseconds':
      return formatDuration(value * 1e6);
    case 'cores':
      return `${rounded(value)} ${value === 1 ? 'core' : 'cores'}`;
    case 'perSecond':
      return `${rounded(value)}/s`;
    case 'count':
      return rounded(value);
  }
}

const STEPS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/** In one unit, two digits at most where it is not whole: `5 min`, `1.5 h`. */
export function formatSpan(spanMs: number): string {
  const [step, unit] = STEPS.find(([own]) => spanMs >= own) ?? STEPS[3];
  const amount = spanMs / step;
  return `${amount < 9.95 ? Number(amount.toFixed(1)) : Math.round(amount)} ${unit}`;
}

/** ` for 5 min`, or nothing. */
export const forSpan = (heldMs: number | null) => (heldMs === null || heldMs < 1000 ? '' : ` for ${formatSpan(heldMs)}`);
