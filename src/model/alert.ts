export type AlertSeverity = 'info' | 'warning' | 'error' | 'critical';

const GRAVITY: Readonly<Record<AlertSeverity, number>> = { info: 0, warning: 1, error: 2, critical: 3 };

/** For sorting, the gravest first: below zero where `a` is graver. */
export const graver = (a: AlertSeverity, b: AlertSeverity): number => GRAVITY[b] - GRAVITY[a];

/** `pending`: its condition holds, but not for long enough yet. */
export type AlertState = 'pending' | 'firing' | 'acknowledged' | 'resolved';

/** What a limit is written as: a plain number is in the unit of its metric, whichever that is. */
export type LimitUnit = 'share' | 'bytes' | 'milliseconds' | 'number';

/** When a rule speaks. Durations in milliseconds; values in the unit of the metric. */
export type AlertCondition =
  /** Above or below a limit for a time; it ends beyond `clear` for `clearForMs`. */
  | {
      readonly kind: 'threshold';
      readonly metric: string;
      readonly above?: number;
      readonly below?: number;
      /** Of the limit; a number unless told. */
      readonly writtenAs?: LimitUnit;
      readonly forMs: number;
      readonly clear: number;
      readonly clearForMs: number;
    }
  /** Its value by that of another metric, with a limit for each severity. */
  | {
      readonly kind: 'ratio';
      readonly metric: string;
      readonly by: string;
      readonly limits: Readonly<Partial<Record<AlertSeverity, number>>>;
      readonly forMs: number;
      readonly clearForMs: number;
    }
  /** By its trend it reaches a limit within a time; `lookBackMs` is what the trend is made of. */
  | {
      readonly kind: 'trend';
      readonly metric: string;
      readonly reaches: number;
      readonly writtenAs?: LimitUnit;
      readonly withinMs: number;
      readonly lookBackMs: number;
    }
  /** So many robust deviations from what it was. */
  | { readonly kind: 'anomaly'; readonly metric: string; readonly score: number; readonly lookBackMs: number; readonly forMs: number }
  /** More than a time before by this share; less, where the share is below zero. */
  | {
      readonly kind: 'regression';
      readonly metric: string;
      readonly by: number;
      readonly lookBackMs: number;
      readonly baselineMs: number;
    }
  /** Nothing came for a time. */
  | { readonly kind: 'absence'; readonly metric: string; readonly forMs: number };

export interface AlertRule {
  /** Unique in the configuration: letters, digits, dashes. */
  readonly id: string;
  readonly title: string;
  readonly severity: AlertSeverity;
  readonly condition: AlertCondition;
  readonly labels: Readonly<Record<string, string>>;
  /** Names of channels. */
  readonly channels: readonly string[];
  readonly enabled: boolean;
}

/** A rule that fired, or is about to. Stored; each change of its state is an entry of its history. */
export interface Alert {
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly severity: AlertSeverity;
  readonly state: AlertState;
  readonly labels: Readonly<Record<string, string>>;
  /** One sentence with the figure: `CPU has been over 80 % for 5 min (94 %).` */
  readonly text: string;
  /** What the metric was when it last changed its state. */
  readonly value: number | null;
  /** When its condition first held. */
  readonly sinceMs: number;
  readonly firedAtMs: number | null;
  readonly acknowledged: { readonly atMs: number; readonly by: string; readonly note: string } | null;
  readonly resolvedAtMs: number | null;
  /** Why nobody was told: suppressed, inhibited by another one, or the rate limit; null where somebody was. */
  readonly muted: string | null;
}

/** What an alert is about, to stand behind its title or text: ` [program=node server.js, pid=4711]`. Empty where it has no labels. */
export function aboutText({ labels }: Pick<Alert, 'labels'>): string {
  const all = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return all.length === 0 ? '' : ` [${all.join(', ')}]`;
}
