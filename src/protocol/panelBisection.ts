import type { BisectCommit, BisectOutcome, BisectProgress, BisectPurpose, BisectRun } from '../model/bisection.ts';

/** A search for the commit that made a benchmark slower: one that runs, or the last one of this session. */
export interface PanelBisection {
  readonly benchmark: { readonly id: string; readonly name: string };
  /** Slowdowns from this share on are looked for: 0.05 for 5 %. */
  readonly threshold: number;
  readonly state: 'running' | 'cancelled' | 'ended';
  /** What is made ready, in words for the user; null once that is done. */
  readonly preparing: string | null;
  /** From good to bad; empty until they are known. */
  readonly commits: readonly BisectCommit[];
  /** Commits that may have brought the change: the others are proved to be the same as the one before them. */
  readonly candidates: number;
  /** In the order in which they were made, without those of before a stop. */
  readonly runs: readonly BisectRun[];
  readonly measuring: { readonly hash: string; readonly purpose: BisectPurpose } | null;
  /** The newest; null until the search has started. */
  readonly progress: BisectProgress | null;
  /** Null unless it has ended. */
  readonly outcome: BisectOutcome | null;
}
