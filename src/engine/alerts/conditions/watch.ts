import type { AlertSeverity } from '../../../model/alert.ts';
import type { MetricSeries, MetricUnit } from '../../../model/metric.ts';

/** `between`: neither is it as bad as the rule says, nor is all well again. */
export type ReadingState = 'over' | 'between' | 'clear';

/** What a condition says at one time. */
export interface Reading {
  /** As many as the watch has severities. */
  readonly states: readonly ReadingState[];
  readonly value: number | null;
  /** One sentence with the figure; for how long it has held already, or null where that says nothing. */
  readonly tell: (heldMs: number | null) => string;
}

/** One collection as conditions see it. Times are of the clock that stands still while the machine sleeps. */
export interface Moment {
  readonly activeMs: number;
  /** The newest value, unless it is too old; null where there is none. */
  readonly value: (metric: string) => number | null;
  /** Whether it was collected just now. */
  readonly isNew: (metric: string) => boolean;
  /** How long ago it was last collected, or since the watching began. */
  readonly silentMs: (metric: string) => number;
  readonly titleOf: (metric: string) => string;
  readonly unitOf: (metric: string) => MetricUnit;
}

/** Keeps an eye on one condition. */
export interface Watch {
  readonly metrics: readonly string[];
  /** The mildest first. */
  readonly severities: readonly AlertSeverity[];
  readonly forMs: number;
  readonly clearForMs: number;
  /** How far back it looks. */
  readonly lookBackMs: number;
  /** What was before the watching began; its times are turned into those of `Moment`. */
  seed(series: MetricSeries): void;
  /** Takes well under a microsecond. Null where nothing is known. */
  read(moment: Moment): Reading | null;
  /** Work that takes longer and may wait for a later time: true if there was any. */
  ponder(): boolean;
}

/** What says nothing yet: there is a value, but too little of the past. It makes no alert, and ends none. */
export const undecided = (value: number): Reading => ({ states: ['between'], value, tell: () => '' });

/** What does without the past. */
export const withoutPast = { lookBackMs: 0, seed: () => {}, ponder: () => false } as const;
