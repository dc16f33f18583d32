import type { Clock } from '../../base/clock.ts';
import { toDisposable, type Disposable } from '../../base/lifecycle.ts';
import type { Alert } from '../../model/alert.ts';
import type { AlertRecord } from './alertRecord.ts';

/** What others made of alerts is known after so long. */
export const LOOK_AROUND_MS = 2000;
const MOST_LOOKED_BACK = 1000;

/** Hears of alerts that other desks watch. */
export interface FollowedAlerts extends Disposable {
  /** This desk has changed one itself. */
  note(alert: Alert): void;
}

interface Parts {
  readonly record: Pick<AlertRecord, 'alerts' | 'entries' | 'version'>;
  readonly clock: Clock;
  readonly tell: (alert: Alert) => void;
}

/** For a desk that watches no rules itself: tells of each change that is stored. */
export function followOthers({ record, clock, tell }: Parts): FollowedAlerts {
  let version = record.version();
  let known = byId(record.alerts());

  function look(): void {
    const now = record.version();
    if (now === version) return;
    version = now;
    const before = known;
    known = byId(record.alerts());
    for (const alert of known.values()) {
      const old = before.get(alert.id);
      if (old?.state !== alert.state || old.severity !== alert.severity || old.muted !== alert.muted) tell(alert);
    }
    const gone = [...before.values()].filter(({ id }) => !known.has(id));
    const entries = gone.length === 0 ? [] : record.entries({ limit: MOST_LOOKED_BACK });
    for (const alert of gone) {
      const end = entries.find((entry) => entry.alert === alert.id && entry.state === 'resolved');
      tell({ ...alert, state: 'resolved', resolvedAtMs: end?.atMs ?? clock.nowMs(), text: end?.text ?? alert.text });
    }
  }

  // Nothing lives on only to hear of it.
  const timer = setInterval(look, LOOK_AROUND_MS).unref();
  return {
    note(alert) {
      if (alert.state === 'resolved') known.delete(alert.id);
      else known.set(alert.id, alert);
    },
    ...toDisposable(() => clearInterval(timer)),
  };
}

const byId = (alerts: readonly Alert[]) => new Map(alerts.map((alert) => [alert.id, alert]));
