import type { Alert } from '../../model/alert.ts';
import type { AlertConfig } from '../../model/alertConfig.ts';
import type { Notice, NoticeKind } from './message.ts';

const HOUR_MS = 3_600_000;

interface Group {
  readonly channel: string;
  readonly sinceMs: number;
  readonly notices: Map<string, Notice>;
}

/** Waits for what belongs together, and sends no more than so many messages an hour; what is too many waits. */
export interface Outbox {
  add(alert: Alert, kind: NoticeKind, channels: readonly string[], activeMs: number): void;
  /** Sends what is due. Gives the ids of alerts that have to wait because of the limit. */
  step(activeMs: number): readonly string[];
  /** Sends all that waits, as there will be no next time. */
  flush(): void;
}

type Send = (channel: string, notices: readonly Notice[]) => void;

export function createOutbox(config: Pick<AlertConfig, 'groupBy' | 'groupWaitMs' | 'maxPerHour'>, send: Send): Outbox {
  const groups = new Map<string, Group>();
  const sentAtMs = new Map<string, number[]>();

  function groupOf({ rule, severity, labels }: Alert): string {
    if (config.groupBy === null) return '';
    if (config.groupBy === 'rule') return rule;
    return config.groupBy === 'severity' ? severity : (labels[config.groupBy] ?? '');
  }

  function sendNow(channel: string, waiting: readonly (readonly [string, Group])[]): void {
    const notices = new Map<string, Notice>();
    for (const [key, group] of waiting) {
      for (const [id, notice] of group.notices) notices.set(id, notice);
      groups.delete(key);
    }
    send(channel, [...notices.values()]);
  }

  return {
    add(alert, kind, channels, activeMs) {
      for (const channel of channels) {
        const key = JSON.stringify([channel, groupOf(alert)]);
        let group = groups.get(key);
        if (group === undefined) groups.set(key, (group = { channel, sinceMs: activeMs, notices: new Map() }));
        // Of what was not told yet, that it fired says more than that it got worse.
        const before = group.notices.get(alert.id)?.kind;
        group.notices.set(alert.id, { alert, kind: before === 'fired' && kind !== 'resolved' ? 'fired' : kind });
      }
    },
    step(activeMs) {
      const due = [...groups].filter(([, { sinceMs }]) => activeMs - sinceMs >= config.groupWaitMs);
      const held: string[] = [];
      for (const channel of new Set(due.map(([, group]) => group.channel))) {
        const recent = (sentAtMs.get(channel) ?? []).filter((atMs) => activeMs - atMs < HOUR_MS);
        const own = due.filter(([, group]) => group.channel === channel);
        // The last one of the hour takes all that is there.
        while (own.length > 0 && recent.length < config.maxPerHour) {
          sendNow(channel, recent.length === config.maxPerHour - 1 ? own.splice(0) : own.splice(0, 1));
          recent.push(activeMs);
        }
        sentAtMs.set(channel, recent);
        held.push(...own.flatMap(([, { notices }]) => [...notices.keys()]));
      }
      return held;
    },
    flush() {
      for (const channel of new Set([...groups.values()].map((group) => group.channel))) {
        sendNow(
          channel,
          [...groups].filter(([, group]) => group.channel === channel),
        );
      }
    },
  };
}
