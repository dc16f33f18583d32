import type { ComparisonDesign, Side } from '../../model/comparison.ts';
import type { PairReport } from '../../protocol/harness.ts';
import type { ChildFailure } from '../benchmarks/index.ts';

export type PairedDesign = Exclude<ComparisonDesign, 'separate-runs'>;

/** What one block of a comparison came to. */
export type PairAnswer =
  | { readonly state: 'done'; readonly value: PairReport; readonly output: string }
  /** `side` is null where a process that had both sides ended without a word. */
  | { readonly state: 'failed'; readonly side: Side | null; readonly failure: ChildFailure; readonly output: string };
