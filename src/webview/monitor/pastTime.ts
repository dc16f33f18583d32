import { monitorRanges, type MonitorRange } from '../../protocol/panelMonitor.ts';

/** A time on the charts, ms since 1970-01-01 UTC. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

const ORDER: readonly MonitorRange[] = ['hour', 'day', 'month'];
/** So much before and after it is shown with it: a tenth, and at least some points. */
const LEAST_BESIDE_MS: Readonly<Record<MonitorRange, number>> = { minutes: 10_000, hour: 10_000, day: 10 * 60_000, month: 6 * 3_600_000 };
const BESIDE = 0.1;

/** The finest range that has all of a time, and what of it to show; null where it is longer ago than anything shows. */
export function viewOfTime(
  { fromMs, untilMs }: TimeWindow,
  nowMs: number,
): { readonly range: MonitorRange; readonly window: TimeWindow } | null {
  const range = ORDER.find((each) => nowMs - fromMs < monitorRanges[each].durationMs);
  if (range === undefined) return null;
  const besideMs = Math.max(LEAST_BESIDE_MS[range], BESIDE * (untilMs - fromMs));
  return {
    range,
    window: { fromMs: Math.max(fromMs - besideMs, nowMs - monitorRanges[range].durationMs), untilMs: Math.min(untilMs + besideMs, nowMs) },
  };
}
