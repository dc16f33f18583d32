import type { CodeTier, InsightPhase } from '../../../model/insight.ts';
import type { Script, ScriptPlace } from './scripts.ts';

/** A function of a script, as V8 compiled it: closures of the same text are one. */
export interface LoggedFunction {
  readonly scriptId: number;
  /** Where it begins in the script. */
  readonly start: number;
  readonly name: string;
  bytecodeBytes: number;
  /** Since the warm-up began. */
  optimizations: number;
  /** Samples of the measured part that were in it, by what ran. */
  readonly samples: Record<CodeTier, number>;
}

/** Places where optimized code was thrown away, counted by phase. */
export interface LoggedDeopt {
  readonly place: ScriptPlace;
  readonly inFunction: LoggedFunction | null;
  /** The function whose code it was: another one where the place was inlined. */
  readonly codeOf: LoggedFunction | null;
  /** `deopt-eager`, `deopt-lazy`, `dependency-change` as V8 has them. */
  readonly kind: string;
  readonly reason: string;
  readonly counts: Record<InsightPhase, number>;
}

/** A place with an inline cache. */
export interface LoggedSite {
  readonly place: ScriptPlace;
  readonly inFunction: LoggedFunction | null;
  /** `LoadIC`, `KeyedStoreIC`. */
  readonly kind: string;
  /** As V8 writes it; empty where it writes none. */
  property: string;
  /** The last one: `0` `1` `P` `N` `G`. */
  state: string;
  /** Addresses of shapes that were seen where the cache had to be asked anew; not all of them where they are very many. */
  readonly shapes: Set<string>;
  /** Whether it changed since the warm-up began. */
  isOfBenchmark: boolean;
}

/** A place that calls functions, with how often each was found on the stack above it. */
export interface LoggedCall {
  readonly place: ScriptPlace;
  readonly inFunction: LoggedFunction;
  readonly callees: Map<LoggedFunction, number>;
}

/** What of a log is of the benchmark. */
export interface V8Log {
  readonly scripts: ReadonlyMap<number, Script>;
  readonly functions: readonly LoggedFunction[];
  readonly deopts: readonly LoggedDeopt[];
  readonly sites: readonly LoggedSite[];
  readonly calls: readonly LoggedCall[];
  /** Samples of the measured part: all but those in which nothing ran, or the log itself was written. */
  readonly samples: number;
  /** Of these, where the innermost function was. */
  readonly samplePlaces: readonly { readonly place: ScriptPlace; readonly samples: number }[];
  /**
   * Of these, in the engine's own code for caches of a kind (`LoadIC`) that saw too many shapes. It has no frame, and where it was called
   * from optimized code V8 does not find who called it.
   */
  readonly lookupSamples: ReadonlyMap<string, number>;
  /** The parts that were found. */
  readonly hasBegun: boolean;
  readonly hasEnded: boolean;
  /** Lines that are as no version of V8 writes them. */
  readonly oddLines: number;
}
