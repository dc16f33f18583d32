import type { Alert } from '../model/alert.ts';
import type { Metric, SeriesMark } from '../model/metric.ts';

/** Where the operations of the local server begin. */
export const API_ROOT = '/api/v1';

/** What is wrong with one part of a request. */
export interface FieldProblem {
  /** `query.limit`, `body.values[0].name`, `path.metric`. */
  readonly field: string;
  readonly message: string;
}

/** The body of every answer that is no success: RFC 9457, `application/problem+json`. */
export interface ProblemDetails {
  readonly type: 'about:blank';
  /** The words for the status. */
  readonly title: string;
  readonly status: number;
  /** What is wrong, and what to do about it. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
}

/** The subprotocol of the stream, and what stands before the token in a second one: browsers can send no other header. */
export const STREAM_PROTOCOL = 'laptime.v1';
export const STREAM_TOKEN_PREFIX = 'bearer.';

/** What a client of the stream says: each replaces what it said before. */
export interface StreamSubscription {
  readonly kind: 'subscribe';
  /** Ids, or beginnings of them as `program.*`; `*` are all. None without it. */
  readonly metrics?: readonly string[];
  /** None without it. */
  readonly events?: readonly ('alert' | 'mark')[];
}

/** What the stream says, each as one text message of JSON. */
export type StreamMessage =
  | { readonly kind: 'hello'; readonly laptimeVersion: string }
  /** To a subscription, and whenever metrics come or go: those that it means now. */
  | { readonly kind: 'metrics'; readonly metrics: readonly Metric[] }
  /** `sequence` counts the ticks of this client from 1 without a gap. */
  | { readonly kind: 'tick'; readonly sequence: number; readonly atMs: number; readonly values: Readonly<Record<string, number>> }
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'mark'; readonly mark: SeriesMark };

/** With what the stream is closed by the server. */
export const STREAM_CLOSES = {
  /** It ends. */
  goingAway: 1001,
  /** A message was no subscription. */
  badMessage: 4400,
  /** The client reads more slowly than it is told: what would be lost is not kept. */
  tooSlow: 4408,
} as const;
