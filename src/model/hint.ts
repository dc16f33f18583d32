import type { SourceRange } from './benchmark.ts';

export type HintCategory =
  | 'cpu'
  | 'regex'
  | 'caching'
  | 'async'
  | 'io'
  | 'memory'
  | 'database'
  | 'network'
  | 'startup'
  | 'dom'
  | 'react'
  | 'config';

/**
 * What a hint needs to be shown without being asked for. `always`: it grows with the data, or is always worth it; `loop`: it stands where
 * code runs again and again; `heat`: a profile says that the line is hot.
 */
export type HintGate = 'always' | 'loop' | 'heat';

/** Which hints are shown. */
export type HintLevel = 'conservative' | 'balanced' | 'aggressive' | 'maximum';

/** How a hint is shown. */
export type HintSeverity = 'warning' | 'information' | 'hint';

/** What was measured of a pattern: the time before by the time after, at so many elements. */
export interface MeasuredCost {
  readonly n: number;
  /** Above 1: the other way is so many times faster. */
  readonly ratio: number;
}

export interface HintEdit {
  readonly range: SourceRange;
  readonly text: string;
}

export interface HintFix {
  readonly title: string;
  readonly kind: 'safe' | 'suggestion';
  readonly edits: readonly HintEdit[];
}

/** A place in the code that a rule finds slow. */
export interface Hint {
  readonly rule: string;
  readonly category: HintCategory;
  readonly gate: HintGate;
  /** From the workspace folder, with `/`. */
  readonly file: string;
  readonly range: SourceRange;
  /** What, why, and how much it was measured to matter. */
  readonly message: string;
  readonly measured: readonly MeasuredCost[];
  /** Share of the profile that falls on it, 0 to 1; null without a profile. */
  readonly heat: number | null;
  readonly fixes: readonly HintFix[];
}
