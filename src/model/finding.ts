import type { Effort } from './suggestion.ts';

/** What holds a program up. */
export type BottleneckClass =
  | 'cpu-bound'
  | 'event-loop-blocked'
  | 'gc-pressure'
  | 'memory-leak'
  | 'handle-leak'
  | 'threadpool-saturated'
  | 'pool-saturated'
  | 'io-disk'
  | 'external-latency'
  | 'worker-cpu'
  | 'child-cpu'
  | 'cpu-contention'
  | 'idle'
  | 'healthy';

/** What a finding rests on. */
export interface Evidence {
  /** For people, with the figure in it: `GC took 34 % of the time`. */
  readonly text: string;
  /** The metric that it is about; null of a stack or source line. */
  readonly metric: string | null;
  /** In the unit of the metric. */
  readonly value: number | null;
  /** What it was held against. */
  readonly limit: number | null;
  /** Where in the code, if a profile or stack says so. */
  readonly place: { readonly file: string; readonly line: number; readonly functionName: string } | null;
}

/** What diagnosis concludes. */
export interface Finding {
  readonly class: BottleneckClass;
  /** 0 to 1. */
  readonly confidence: number;
  /** One sentence. */
  readonly summary: string;
  readonly evidence: readonly Evidence[];
}

/** A hint about the same as a suggestion, on its line. */
export interface SuggestionHint {
  readonly rule: string;
  /** From the workspace folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What to do about a finding. */
export interface FindingSuggestion {
  readonly class: BottleneckClass;
  readonly title: string;
  /** Share of the program's time that it could take off at most, 0 to 1; null where that is not known. */
  readonly impact: number | null;
  readonly effort: Effort;
  readonly steps: readonly string[];
  /** Rules of hints about the same; what to start next in the editor or on the command line. */
  readonly rules: readonly string[];
  /** Where these rules find something: in the files that the finding points to, else in the folder; the nearest first. */
  readonly hints: readonly SuggestionHint[];
  readonly next: 'profile' | 'heap' | 'insight' | 'leak' | null;
}

/** The answer to "what is slow here?". */
export interface Diagnosis extends Finding {
  /** What is true as well, the surest first. */
  readonly others: readonly Finding[];
  /** The best first. */
  readonly suggestions: readonly FindingSuggestion[];
  /** Health, 0 to 100. */
  readonly score: number;
  readonly fromMs: number;
  readonly untilMs: number;
  /** What could not be looked at, and why. */
  readonly problems: readonly string[];
}
