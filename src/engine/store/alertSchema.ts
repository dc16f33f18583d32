import * as v from 'valibot';
import type { Alert, AlertSeverity, AlertState } from '../../model/alert.ts';
import type { AlertEntry, AlertMessage, Delivery, Silence } from '../alerts/index.ts';
import { count, number, oneOf, orNull, text } from './storedJson.ts';

/* Alerts as they are read from a store; nothing of them is believed. */

const labels = v.record(text, text);
const severity = oneOf<AlertSeverity>({ info: true, warning: true, error: true, critical: true });
export const alertState = oneOf<AlertState>({ pending: true, firing: true, acknowledged: true, resolved: true });

export const alert = v.object({
  ...{ id: text, rule: text, title: text, severity, state: alertState, labels, text, value: orNull(number), sinceMs: number },
  firedAtMs: orNull(number),
  acknowledged: orNull(v.object({ atMs: number, by: text, note: text })),
  resolvedAtMs: orNull(number),
  muted: orNull(text),
}) satisfies v.GenericSchema<unknown, Alert>;

/** Those of before have no labels. */
export const entryDetail = v.object({
  labels: v.optional(labels, {}),
  text,
  by: orNull(text),
  note: orNull(text),
}) satisfies v.GenericSchema<unknown, Pick<AlertEntry, 'labels' | 'text' | 'by' | 'note'>>;

export const silence = v.object({
  ...{ id: text, rule: orNull(text), labels, fromMs: number, untilMs: number, by: text, reason: text },
}) satisfies v.GenericSchema<unknown, Silence>;

const message = v.object({
  ...{ id: text, atMs: number, title: text },
  kind: oneOf<AlertMessage['kind']>({ alerts: true, test: true }),
  notices: v.array(
    v.object({
      alert,
      kind: oneOf<AlertMessage['notices'][number]['kind']>({ fired: true, graver: true, reminder: true, escalated: true, resolved: true }),
    }),
  ),
});

export const delivery = v.object({ message, channel: text, attempts: count, nextAtMs: number }) satisfies v.GenericSchema<
  unknown,
  Delivery
>;
