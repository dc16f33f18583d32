/**
 * What the values of a metric are. `share`: 0 to 1. `cores`: seconds of processor time a second, so that 1.5 is one and a half cores.
 * `perSecond`: how often a second.
 */
export type MetricUnit = 'share' | 'cores' | 'bytes' | 'bytesPerSecond' | 'milliseconds' | 'perSecond' | 'count';

/** Whose it is: of the machine, of a program that is watched, or of the process that hosts Laptime in the editor. */
export type MetricSubject = 'machine' | 'program' | 'extensionHost';

export type MetricGroup =
  | 'cpu'
  | 'memory'
  | 'disk'
  | 'network'
  | 'processes'
  | 'eventLoop'
  | 'gc'
  | 'heap'
  | 'handles'
  | 'threadPool'
  | 'http'
  | 'database'
  | 'custom';

/** What is measured again and again. */
export interface Metric {
  /** Names from the general to the particular with dots: `machine.cpu`, `program.eventLoop.utilization`, `program.custom.parse.p50`. */
  readonly id: string;
  readonly subject: MetricSubject;
  readonly group: MetricGroup;
  /** A few words, as a chart is called: `CPU`, `Event-loop delay, longest`. */
  readonly title: string;
  /** One sentence: what it counts, and where it comes from. */
  readonly description: string;
  readonly unit: MetricUnit;
  /** What it cannot exceed here: the memory of the machine, the cores that may be used; null where there is none or it is not known. */
  readonly most: number | null;
}

/** All values that were collected at one time. What is missing was not to be had then. */
export interface Tick {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly atMs: number;
  /** By the id of the metric. Never NaN. */
  readonly values: ReadonlyMap<string, number>;
}

/** Values of one metric in order of time, both lists equally long. */
export interface MetricSeries {
  readonly metric: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly atMs: Float64Array;
  readonly values: Float64Array;
}

/** What is kept of a metric for long: a minute or an hour in one. */
export interface ThinnedPoint {
  /** When the minute or hour begins. */
  readonly atMs: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Values that it is made of. */
  readonly count: number;
}

export type MarkKind = 'run' | 'alert' | 'save' | 'sleep' | 'program' | 'mode';

/** A minute, or a part of one, on its way to the store. */
export interface MinuteOfMetric extends ThinnedPoint {
  readonly metric: string;
}

/** Which points of a metric: from `fromMs` to before `untilMs`, the first `limit`. */
export interface PointsChoice {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly by: 'minute' | 'hour';
  readonly limit: number;
}

/** Something that happened, at the charts. */
export interface SeriesMark {
  readonly id: string;
  readonly kind: MarkKind;
  readonly title: string;
  readonly atMs: number;
  /** Null of a moment, and of what goes on. */
  readonly untilMs: number | null;
}
