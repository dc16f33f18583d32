import type { SourceRange } from './benchmark.ts';
import type { GainsInAll } from './gain.ts';
import type { HintCategory, HintLevel, RuleExample } from './hint.ts';

/** What it takes. `small`: safe fixes, which can be written at once; `medium`: fixes that somebody has to judge; `large`: work by hand. */
export type Effort = 'small' | 'medium' | 'large';

/** `low`: the code behaves the same; `medium`: that depends on the code around it; `high`: the rule knows where it may not. */
export type Risk = 'low' | 'medium' | 'high';

/** A place that a suggestion is about. */
export interface SuggestedPlace {
  /** From the workspace folder, with `/`. */
  readonly file: string;
  readonly range: SourceRange;
  readonly message: string;
  /** Share of the profile that falls on it, 0 to 1; null where no profile has its file. */
  readonly heat: number | null;
  /** How many times faster, or smaller, the other way was measured, at the middle one of the sizes; null where it was not. */
  readonly ratio: number | null;
  /** Share of the profile that changing it could take off; null where the heat or the ratio is not known. */
  readonly impact: number | null;
}

/** What to do about the hints of a rule that take the same effort. */
export interface Suggestion {
  readonly rule: string;
  readonly category: HintCategory;
  readonly title: string;
  readonly effort: Effort;
  readonly risk: Risk;
  /** What the ratio is of. */
  readonly saves: 'time' | 'memory';
  /** Share of the profile that falls on all places, each line once; null where it is not known of any. */
  readonly heat: number | null;
  /** The largest of its places. */
  readonly ratio: number | null;
  /** Share of the profile that changing all places could take off; null where it is not known of any. */
  readonly impact: number | null;
  /** What is worth most first. */
  readonly places: readonly SuggestedPlace[];
  /** What to do, in order. What stands between backticks is code. */
  readonly steps: readonly string[];
  readonly example: RuleExample;
  /** What must hold before. Markdown, of the rule. */
  readonly prerequisites: readonly string[];
  /** What tells afterwards whether it helped. */
  readonly watch: readonly string[];
}

/** What could be made faster, by what that is worth. */
export interface OptimizationReport {
  readonly laptimeVersion: string;
  readonly level: HintLevel;
  /** Whether a profile says which lines are hot: without one no impact is known. */
  readonly isHeated: boolean;
  /** The best first. */
  readonly suggestions: readonly Suggestion[];
  /** Share of the profile that all of them together could take off, each line once; null where it is not known of any. */
  readonly impact: number | null;
  /** Hints that they are about. */
  readonly hints: number;
  /** Files that were read. */
  readonly files: number;
  /** What fixes that were measured and written have gained; null where there are none. */
  readonly gains: GainsInAll | null;
  readonly problems: readonly string[];
}
