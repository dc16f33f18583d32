/**
 * `step`: another level from one value to the next. `drift`: a run of small steps of one sign. `reversal`: a drift that turns
 * where one of the other direction ends. `spike`: one or two values that return. `variance`: another spread around the same level.
 */
export type ChangeKind = 'step' | 'drift' | 'reversal' | 'spike' | 'variance';

/** A place in a series where it became another. Sizes are on the scale of its `SeriesChanges`. */
export interface ChangePoint {
  readonly kind: ChangeKind;
  /** Of the first value after the change; of the first that stands out of a drift; of the turn of a reversal. */
  readonly index: number;
  /** First and last index that the change may have, both included, at 95 %; the values of a drift or spike. */
  readonly range: readonly [first: number, last: number];
  readonly direction: 'up' | 'down';
  /** After over before, or after minus before, as `scale` says; for `variance` always the ratio of the two spreads. */
  readonly size: number;
  /** Medians of the values between this and the nearest other changes; spreads (standard deviations, robust) for `variance`. */
  readonly before: number;
  readonly after: number;
  /** 0 to 1: one minus the probability of such a change by chance, over all places that it could have. */
  readonly confidence: number;
}

/** One of the newest values, all on one side of the level: measure it again before anybody is told. */
export interface Suspect {
  readonly index: number;
  /** Distance from the level in median absolute deviations, at most 1000; below 0 where the value is lower. */
  readonly score: number;
}

/** What became of a series over time. Lists are in the order of their indices. */
export interface SeriesChanges {
  /** `ratio` where all values are positive: sizes and noise are then relative. */
  readonly scale: 'ratio' | 'difference';
  /** Changes of the level: `step`, `drift` and `reversal`. */
  readonly changePoints: readonly ChangePoint[];
  readonly spikes: readonly ChangePoint[];
  readonly varianceChanges: readonly ChangePoint[];
  /** Never where there are two modes, whose newest values often lie on one side. */
  readonly suspects: readonly Suspect[];
  /** The two levels between which the series switches to and fro; null where it does not. */
  readonly twoModes: { readonly lower: number; readonly upper: number; readonly upperShare: number } | null;
  /** Median of the values since the last change of the level. */
  readonly level: number;
  /** Spread since the last change, robust: a share (0.01 for 1 %) or a difference, as `scale` says. */
  readonly noise: number;
  /**
   * The smallest step, as a share or a difference, that ten further values would show with a chance of 90 %. Null where no step
   * would be shown yet, because there are too few values since the last change.
   */
  readonly smallestDetectable: number | null;
}
