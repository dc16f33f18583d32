import type { Alert } from '../../../model/alert.ts';
import { composeMessage, type AlertMessage } from '../message.ts';

function exampleAlert(other: Partial<Alert> = {}): Alert {
  return {
    ...{ id: 'alert-1', rule: 'cpu', title: 'CPU is busy', severity: 'warning', state: 'firing', labels: { of: 'machine' } },
    ...{ text: 'CPU has been over 80 % for 5 min (94 %).', value: 0.94, sinceMs: 1000, firedAtMs: 2000 },
    ...{ acknowledged: null, resolvedAtMs: null, muted: null },
    ...other,
  };
}

export const exampleMessage = (id = 'message-1', other: Partial<Alert> = {}): AlertMessage =>
  composeMessage(id, Date.now(), [{ alert: exampleAlert(other), kind: 'fired' }]);
