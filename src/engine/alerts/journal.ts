import type { Clock } from '../../base/clock.ts';
import type { Alert, AlertState } from '../../model/alert.ts';
import type { AlertEntry } from './alertDesk.ts';
import type { AlertRecord } from './alertRecord.ts';

/** The one way in which an alert becomes another one. */
export interface Journal {
  /** Stores it, with an entry of its history where its state is another one, and tells who listens. */
  change(alert: Alert, next: Partial<Alert>, who?: { readonly by?: string; readonly note?: string }): Alert;
}

export function createJournal(record: AlertRecord, clock: Clock, isOwn: boolean, tell: (alert: Alert) => void): Journal {
  return {
    change(alert, next, who = {}) {
      const changed: Alert = { ...alert, ...next };
      const entry = (state: AlertState, atMs: number): AlertEntry => ({
        ...{ atMs, alert: alert.id, rule: alert.rule, labels: alert.labels, state, text: changed.text },
        ...{ by: who.by ?? null, note: who.note ?? null },
      });
      const isFiring = changed.firedAtMs !== null;
      // What never fires is not stored: most of what begins to hold does not last.
      if (isFiring) {
        const before = alert.firedAtMs === null ? [entry('pending', alert.sinceMs)] : [];
        const after = changed.state === alert.state ? [] : [entry(changed.state, clock.nowMs())];
        record.saveAlert(changed, [...before, ...after], isOwn);
      }
      tell(changed);
      return changed;
    },
  };
}
