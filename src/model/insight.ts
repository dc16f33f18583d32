import type { CollectedBenchmark } from './benchmark.ts';

/**
 * What V8 did that costs time. `deoptimized`: optimized code was thrown away; `megamorphic`: an access or a call saw more shapes or
 * functions than V8 keeps apart; `neverOptimized`: a function that took time stayed in the interpreter or in baseline code; `garbage`: what
 * it allocates keeps the garbage collector busy.
 */
export type InsightKind = 'deoptimized' | 'megamorphic' | 'neverOptimized' | 'garbage';

export type DeoptReason =
  | 'wrong-shape'
  | 'wrong-type'
  | 'overflow'
  | 'out-of-bounds'
  | 'no-feedback'
  | 'wrong-target'
  | 'changed-assumption'
  | 'other-deopt';

export type InsightReason = DeoptReason | 'property' | 'key' | 'call' | 'too-large' | 'deopt-loop' | 'not-optimized' | 'allocation';

/** When it happened: once the benchmark had been warmed up, or only before that. */
export type InsightPhase = 'measured' | 'warm-up';

/** One thing at one place, as its source was written where a source map says so. */
export interface Insight {
  readonly kind: InsightKind;
  readonly reason: InsightReason;
  /** Path from the workspace folder with `/`, or an absolute path. */
  readonly file: string;
  /** From 1. Of `garbage` and `neverOptimized`: where the function begins. */
  readonly line: number;
  readonly column: number;
  /** Empty for an anonymous one. */
  readonly functionName: string;
  /** In V8's words: `wrong map`, `LoadIC`; empty where it says none. */
  readonly v8: string;
  /** Property that is accessed; null where there is none or V8 does not tell. */
  readonly property: string | null;
  readonly phase: InsightPhase;
  /**
   * Deoptimizations; shapes or functions that were seen at the least; optimizations of a function that is hardly ever run as optimized
   * code; collections of garbage in the whole run.
   */
  readonly count: number;
  /** Optimized and thrown away again and again: a deoptimization that did not teach V8 enough. */
  readonly isLoop: boolean;
  /** Of the measured time, 0 to 1: on this line, in this function, or in collecting what it allocated. */
  readonly share: number;
}

/** How a function ran in the measured part. */
export interface InsightFunction {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Of the measured time that was spent in itself, 0 to 1. */
  readonly share: number;
  /** Parts of that time by what V8 ran: they add up to 1. */
  readonly tiers: Readonly<Record<CodeTier, number>>;
  /** How often V8 optimized it, by either compiler, since the warm-up began. */
  readonly optimizations: number;
  readonly deoptimizations: number;
}

export type CodeTier = 'interpreter' | 'baseline' | 'maglev' | 'turbofan';

/** What V8 said of one extra run of a benchmark. */
export interface InsightReport {
  readonly benchmark: CollectedBenchmark;
  readonly nodeVersion: string;
  readonly measuredMs: number;
  readonly iterations: number;
  /** How often V8 was asked in the measured part what it ran; shares are of these. */
  readonly samples: number;
  /** In the measured part. */
  readonly garbage: { readonly collections: number; readonly share: number };
  /** Heaviest first; those of the warm-up last. */
  readonly insights: readonly Insight[];
  /** Of the workspace and its packages, heaviest first. */
  readonly functions: readonly InsightFunction[];
  /** What keeps this from being all of it, in words for the user. */
  readonly problems: readonly string[];
}
