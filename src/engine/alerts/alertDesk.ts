import type { Event } from '../../base/emitter.ts';
import type { Disposable } from '../../base/lifecycle.ts';
import type { Alert, AlertRule, AlertState } from '../../model/alert.ts';
import type { AlertMessage } from './message.ts';

/** A change of an alert, as it is kept. */
export interface AlertEntry {
  readonly atMs: number;
  readonly alert: string;
  readonly rule: string;
  readonly labels: Alert['labels'];
  readonly state: AlertState;
  readonly text: string;
  /** Who acknowledged or resolved it; null where the rule did. */
  readonly by: string | null;
  readonly note: string | null;
}

/** Nobody is told of what matches, for a time. */
export interface Silence {
  readonly id: string;
  /** A rule, or labels that all have to match. */
  readonly rule: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly by: string;
  readonly reason: string;
}

/** Watches the rules as long as it is there, and tells the channels. */
export interface AlertDesk extends Disposable {
  /** With each change of one, also of what nobody is told of. */
  readonly onAlert: Event<Alert>;
  /** What the channel `editor` has to show: who uses it shows just that. */
  readonly onMessage: Event<AlertMessage>;
  rules(): readonly AlertRule[];
  /** Pending, firing and acknowledged ones, the gravest first. */
  active(): readonly Alert[];
  /** The newest first. */
  history(choice: { readonly limit: number; readonly rule?: string }): readonly AlertEntry[];
  /** These throw a `UserError` where there is no such alert, or it has ended. */
  acknowledge(id: string, by: string, note: string): Alert;
  resolve(id: string, by: string): Alert;
  silence(silence: Omit<Silence, 'id'>): Silence;
  endSilence(id: string): void;
  silences(): readonly Silence[];
  /** Sends one message that says it is a test. Throws a `UserError` with what the other side said. */
  testChannel(name: string, signal: AbortSignal): Promise<void>;
  /** Before the end: sends what waits, once and for two seconds at the most. What is not taken by then is kept for the next one. */
  finish(): Promise<void>;
}
