import { graver, type Alert } from '../../model/alert.ts';
import type { AlertConfig, AlertMatcher, QuietTime } from '../../model/alertConfig.ts';
import type { Silence } from './alertDesk.ts';

type Subject = Pick<Alert, 'id' | 'rule' | 'severity' | 'labels' | 'title'>;

const hasLabels = (labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>) =>
  Object.entries(wanted).every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);

function matches({ rule, severities, labels = {} }: AlertMatcher, alert: Subject): boolean {
  if (rule !== undefined && rule !== alert.rule) return false;
  if (severities !== undefined && !severities.includes(alert.severity)) return false;
  return hasLabels(alert.labels, labels);
}

function isQuiet(time: QuietTime, nowMs: number): boolean {
  if (time.kind === 'once') return nowMs >= time.fromMs && nowMs < time.untilMs;
  const now = new Date(nowMs);
  const minute = now.getHours() * 60 + now.getMinutes();
  const day = now.getDay();
  const { days, fromMinute, untilMinute } = time;
  if (fromMinute < untilMinute) return days.includes(day) && minute >= fromMinute && minute < untilMinute;
  // Over midnight: the second part belongs to the day before.
  return (days.includes(day) && minute >= fromMinute) || (days.includes((day + 6) % 7) && minute < untilMinute);
}

/** Why nobody is to be told of an alert, in words; null where somebody is. `others` are those that fire or were acknowledged. */
export function muteReason(
  alert: Subject,
  config: Pick<AlertConfig, 'quiet' | 'inhibit'>,
  silences: readonly Silence[],
  others: readonly Subject[],
  nowMs: number,
): string | null {
  const quiet = config.quiet.find((time) => matches(time, alert) && isQuiet(time, nowMs));
  if (quiet !== undefined) return `quiet time: ${quiet.reason}`;
  const silence = silences.find((own) => isSilencing(own, alert, nowMs));
  if (silence !== undefined) return `silenced by ${silence.by}: ${silence.reason}`;
  const cause = others.find((other) => other.id !== alert.id && isInhibitedBy(alert, other, config.inhibit));
  return cause === undefined ? null : `inhibited by ${cause.title}`;
}

function isSilencing({ rule, labels, fromMs, untilMs }: Silence, alert: Subject, nowMs: number): boolean {
  return nowMs >= fromMs && nowMs < untilMs && (rule === null || rule === alert.rule) && hasLabels(alert.labels, labels);
}

function isInhibitedBy(alert: Subject, other: Subject, inhibit: AlertConfig['inhibit']): boolean {
  if (isGraverOfSame(alert, other)) return true;
  return inhibit.some(
    ({ by, mutes, same }) =>
      matches(by, other) && matches(mutes, alert) && same.every((name) => (alert.labels[name] ?? '') === (other.labels[name] ?? '')),
  );
}

/** Of which program an alert is says nothing of what it is about there. */
const GIVEN_LABELS = new Set(['program', 'pid']);

/** Of two about the same thing, as all their labels say, the graver one is enough. */
function isGraverOfSame(alert: Subject, other: Subject): boolean {
  const names = Object.keys(alert.labels);
  if (
    names.every((name) => GIVEN_LABELS.has(name)) ||
    names.length !== Object.keys(other.labels).length ||
    !hasLabels(alert.labels, other.labels)
  )
    return false;
  return graver(other.severity, alert.severity) < 0;
}
