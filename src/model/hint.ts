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
 * code runs again and again; `heat`: a profile says that the line is hot, or somebody wants to see all; `hot`: a profile says so; `micro`: somebody wants to see what hardly gains anything, too;
 * `danger`: nothing, because one input may hold the program up, whatever a profile of others says.
 */
export type HintGate = 'always' | 'loop' | 'heat' | 'hot' | 'micro' | 'danger';

/** Which hints are shown. */
export type HintLevel = 'conservative' | 'balanced' | 'aggressive' | 'maximum';

/** How a hint is shown. */
export type HintSeverity = 'warning' | 'information' | 'hint';

/** What was measured of a pattern: the time before by the time after, at so many elements. */
export interface MeasuredCost {
  readonly n: number;
  /** Above 1: the other way is so many times faster. */
  readonly ratio: number;
  /** Where it is the memory that stays which is so many times smaller, and not the time. */
  readonly quantity?: 'memory';
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
  /** Share of the profile that falls on it, 0 to 1; null without a profile that has its file. */
  readonly heat: number | null;
  readonly fixes: readonly HintFix[];
  /** Of the rule and the lines that are marked: the same wherever in its file they stand. */
  readonly fingerprint: string;
}

/** A comment that turns off a rule which finds nothing there. */
export interface UnusedDirective {
  readonly file: string;
  /** Which of the comment's rules; null where it names none. */
  readonly rule: string | null;
  readonly range: SourceRange;
  readonly message: string;
}

/** What the text of a file says, whatever is configured and profiled. */
export interface FileHints {
  readonly hints: readonly Hint[];
  readonly unusedDirectives: readonly UnusedDirective[];
}

/** Slow code, and the same made fast. */
export interface RuleExample {
  readonly before: string;
  readonly after: string;
}

/** What a rule is, for lists and reports. */
export interface HintRule {
  readonly id: string;
  readonly category: HintCategory;
  readonly gate: HintGate;
  readonly title: string;
  /** What it finds and why that is slow, and what to know before changing it. Markdown. */
  readonly about: string;
  readonly example: RuleExample;
  /** What to know before changing it; null where there is nothing. Markdown. */
  readonly beware: string | null;
}

export interface ShownHint extends Hint {
  readonly severity: HintSeverity;
}

/** Hints of some files, at a level. */
export interface HintReport {
  readonly laptimeVersion: string;
  readonly level: HintLevel;
  /** By file and place. */
  readonly hints: readonly ShownHint[];
  readonly unusedDirectives: readonly UnusedDirective[];
  /** Those of the hints. */
  readonly rules: readonly HintRule[];
  /** Files that were read. */
  readonly files: number;
  /** Hints that the baseline has, and which are not shown. */
  readonly inBaseline: number;
  /** What could not be read, or is named wrongly, in words for the user. */
  readonly problems: readonly string[];
}
