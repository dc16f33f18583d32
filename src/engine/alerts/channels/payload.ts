import type { Alert } from '../../../model/alert.ts';
import { messageLines, type AlertMessage, type NoticeKind } from '../message.ts';

/** What files and webhooks get: names stay as they are once they are published. */
export interface AlertPayload {
  readonly type: 'laptime.alerts' | 'laptime.test';
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly title: string;
  readonly text: string;
  readonly alerts: readonly (Pick<Alert, 'id' | 'rule' | 'title' | 'severity' | 'state' | 'labels' | 'text' | 'value'> & {
    readonly why: NoticeKind;
    readonly since: string;
    readonly firedAt: string | null;
    readonly resolvedAt: string | null;
    readonly acknowledgedBy: string | null;
  })[];
}

const isoOf = (atMs: number) => new Date(atMs).toISOString();
const isoOrNull = (atMs: number | null) => (atMs === null ? null : isoOf(atMs));

export function toPayload(message: AlertMessage): AlertPayload {
  return {
    type: message.kind === 'test' ? 'laptime.test' : 'laptime.alerts',
    id: message.id,
    timestamp: isoOf(message.atMs),
    title: message.title,
    text: messageLines(message).join('\n'),
    alerts: message.notices.map(({ kind, alert }) => ({
      ...{ id: alert.id, rule: alert.rule, title: alert.title, severity: alert.severity, state: alert.state, why: kind },
      ...{ labels: alert.labels, text: alert.text, value: alert.value },
      ...{ since: isoOf(alert.sinceMs), firedAt: isoOrNull(alert.firedAtMs), resolvedAt: isoOrNull(alert.resolvedAtMs) },
      acknowledgedBy: alert.acknowledged?.by ?? null,
    })),
  };
}
