import type { Alert } from '../../model/alert.ts';
import type { AlertEntry, Silence } from './alertDesk.ts';
import type { AlertMessage } from './message.ts';

/** A message that a channel did not take yet. */
export interface Delivery {
  readonly message: AlertMessage;
  readonly channel: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly nextAtMs: number;
}

/** What is kept of alerts when the process that watches ends. */
export interface AlertRecord {
  /** Those that have not ended, whoever watches them. */
  alerts(): readonly Alert[];
  /** Takes over those that nobody watches any more. */
  adopt(): readonly Alert[];
  /** `isOwn`: this process watches it. */
  saveAlert(alert: Alert, entries: readonly AlertEntry[], isOwn: boolean): void;
  /** The newest first. */
  entries(choice: { readonly limit: number; readonly rule?: string }): readonly AlertEntry[];
  silences(): readonly Silence[];
  saveSilence(silence: Silence): void;
  removeSilence(id: string): void;
  /** Takes over what nobody sends any more, the oldest first. */
  adoptDeliveries(): readonly Delivery[];
  saveDelivery(delivery: Delivery): void;
  removeDelivery(message: string, channel: string): void;
  /** This one watches and sends no more: the next one may adopt what is left. */
  release(): void;
  /** Another one when another process, or another desk of this one, has written. */
  version(): string;
}

const MOST_ENTRIES = 1000;

const keyOf = (message: string, channel: string) => `${channel} ${message}`;

/** Where nothing can be stored: it is forgotten with the process. */
export function createMemoryRecord(): AlertRecord {
  const alerts = new Map<string, Alert>();
  const silences = new Map<string, Silence>();
  const deliveries = new Map<string, Delivery>();
  let entries: AlertEntry[] = [];
  return {
    alerts: () => [...alerts.values()],
    // There is one desk at a time.
    adopt: () => [...alerts.values()],
    saveAlert(alert, added) {
      if (alert.state === 'resolved') alerts.delete(alert.id);
      else alerts.set(alert.id, alert);
      entries = [...added.toReversed(), ...entries].slice(0, MOST_ENTRIES);
    },
    entries: ({ limit, rule }) => entries.filter((entry) => rule === undefined || entry.rule === rule).slice(0, limit),
    silences: () => [...silences.values()],
    saveSilence: (silence) => void silences.set(silence.id, silence),
    removeSilence: (id) => void silences.delete(id),
    adoptDeliveries: () => [...deliveries.values()],
    saveDelivery: (delivery) => void deliveries.set(keyOf(delivery.message.id, delivery.channel), delivery),
    removeDelivery: (message, channel) => void deliveries.delete(keyOf(message, channel)),
    release() {},
    version: () => '',
  };
}
