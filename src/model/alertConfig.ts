import type { AlertRule, AlertSeverity } from './alert.ts';

/**
 * Where alerts are told. What is secret is never here: `secret`, `password` and `urlSecret` are names, of environment variables or of what
 * the editor keeps.
 */
export type AlertChannel =
  | { readonly kind: 'editor'; readonly name: string }
  /** JSON Lines; a path inside the workspace folder. */
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  /** Signed as Standard Webhooks where there is a secret; the address itself is one where `urlSecret` names it. */
  | {
      readonly kind: 'webhook';
      readonly name: string;
      readonly url: string | null;
      readonly urlSecret: string | null;
      readonly secret: string | null;
    }
  | { readonly kind: 'slack'; readonly name: string; readonly urlSecret: string }
  | {
      readonly kind: 'email';
      readonly name: string;
      readonly host: string;
      readonly port: number;
      /** `tls` from the first byte; `starttls` is refused where the server has none; `none` sends no password. */
      readonly security: 'tls' | 'starttls' | 'none';
      /** Path inside the workspace folder of a certificate to trust, in PEM; null: those that Node.js trusts. */
      readonly certificate: string | null;
      readonly user: string | null;
      readonly password: string | null;
      readonly from: string;
      readonly to: readonly string[];
    };

/** What a part of the policy is about; all that is given has to match. An empty one matches every alert. */
export interface AlertMatcher {
  readonly rule?: string;
  readonly severities?: readonly AlertSeverity[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** When nobody is told of what matches. */
export type QuietTime = AlertMatcher & { readonly reason: string } & (
    | { readonly kind: 'once'; readonly fromMs: number; readonly untilMs: number }
    /** Minutes of the day in local time; over midnight where `untilMinute` is not after `fromMinute`. 0 is Sunday. */
    | { readonly kind: 'weekly'; readonly days: readonly number[]; readonly fromMinute: number; readonly untilMinute: number }
  );

/** As long as `by` fires, nobody is told of what `mutes` matches, if both have the same values of these labels. */
export interface Inhibition {
  readonly by: AlertMatcher;
  readonly mutes: AlertMatcher;
  readonly same: readonly string[];
}

/** The section `alerts` of `laptime.config.json`. */
export interface AlertConfig {
  readonly rules: readonly AlertRule[];
  readonly channels: readonly AlertChannel[];
  readonly quiet: readonly QuietTime[];
  readonly inhibit: readonly Inhibition[];
  /** Alerts with the same value share a message: `rule`, `severity` or the name of a label; null: all do. */
  readonly groupBy: string | null;
  /** How long a message waits for others of its group. */
  readonly groupWaitMs: number;
  /** Who else is told of what nobody acknowledged for so long. */
  readonly escalate: { readonly afterMs: number; readonly channels: readonly string[] } | null;
  /** Messages to each channel; what is too many is told later, together. */
  readonly maxPerHour: number;
  /** Null: never again. */
  readonly remindEveryMs: number | null;
  readonly tellResolved: boolean;
}
