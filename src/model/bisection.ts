import type { Interval } from './measurement.ts';

/** A commit of the history that is searched. */
export interface BisectCommit {
  readonly hash: string;
  /** More than one for a merge. */
  readonly parents: readonly string[];
  /** Null where nobody asked git. */
  readonly authorName: string | null;
  readonly authoredAtMs: number;
  /** First line of the message; may be empty. */
  readonly subject: string;
}

/** What measuring one commit once gave. */
export type BisectAnswer =
  | {
      readonly kind: 'value';
      /** Natural logarithm of the ratio to the good end, with which it was measured in turns; so is the good end itself. */
      readonly logTime: number;
      /** Standard error of `logTime`, where it is known: a first guess of how much runs differ. */
      readonly logError?: number;
    }
  /** It ran past its time limit: it counts as slow. */
  | { readonly kind: 'timeout' }
  /**
   * The benchmark does not run at this commit; it is skipped. The message is for the user. `passing`: perhaps it runs the next
   * time, when a registry can be reached again, say.
   */
  | { readonly kind: 'broken'; readonly message: string; readonly passing?: true };

export type BisectRun = BisectAnswer & { readonly commit: string; readonly durationMs: number };

/** Why a run was made: to tell the ends apart, to search between them, or to prove the answer. */
export type BisectPurpose = 'ends' | 'search' | 'proof';

/** A commit that may have brought the change, with the chance that it did. */
export interface BisectSuspect {
  readonly commit: BisectCommit;
  readonly chance: number;
}

export interface BisectProgress {
  /** Runs made so far, those of before a stop included. */
  readonly runs: number;
  /** An expectation: half of all searches take longer. */
  readonly runsLeft: number;
  /** Null before the first run of this search. */
  readonly remainingMs: number | null;
  /** By commit, from good to bad; sums to 1. That of the good one is 0. */
  readonly chances: readonly number[];
  /** The most likely ones first, at most 5. */
  readonly suspects: readonly BisectSuspect[];
  /** How much longer the bad end takes, as a ratio: null until both ends were measured a few times. */
  readonly endsRatio: number | null;
  /** Standard deviation of one run, as a share. Null until both ends were measured a few times. */
  readonly noise: number | null;
}

/** Progress of a search. Events come in order; all of them are plain data. */
export type BisectEvent =
  /** What is being made ready, in words for the user. */
  | { readonly kind: 'preparing'; readonly message: string }
  | {
      readonly kind: 'started';
      /** From good to bad. */
      readonly commits: readonly BisectCommit[];
      /** Commits that may have brought the change: the others are proved to be the same as the one before them. */
      readonly candidates: number;
      /** Runs that were made before a stop and count. */
      readonly resumedRuns: number;
      readonly progress: BisectProgress;
    }
  | { readonly kind: 'measuring'; readonly commit: BisectCommit; readonly purpose: BisectPurpose; readonly progress: BisectProgress }
  | { readonly kind: 'measured'; readonly commit: BisectCommit; readonly run: BisectRun };

interface BisectOutcomeBase {
  readonly benchmark: string;
  readonly good: BisectCommit;
  readonly bad: BisectCommit;
  /** Slowdowns from this share on were looked for: 0.05 for 5 %. */
  readonly threshold: number;
  /** Commits after the good one, up to the bad one. */
  readonly commits: number;
  readonly runs: number;
  /** Of all runs, those of before a stop included. */
  readonly durationMs: number;
  /** Commits at which the benchmark did not run, in the order of the history. */
  readonly skipped: readonly { readonly commit: BisectCommit; readonly message: string }[];
  /** Bad over good, from the runs of the two ends alone; null where one has no times. */
  readonly endsRatio: number | null;
  /** 99 %; null where there is no ratio. */
  readonly endsInterval: Interval | null;
  /** Standard deviation of one run, as a share; null where nothing was measured. */
  readonly noise: number | null;
}

export type BisectOutcome = BisectOutcomeBase &
  (
    | {
        readonly state: 'found';
        /** One, or several that cannot be told apart as what lies between them does not run; the most likely first. */
        readonly suspects: readonly BisectSuspect[];
        /** That the change is among the suspects. */
        readonly chance: number;
        /** The last commit before the change that was measured. */
        readonly before: BisectCommit;
        /** After over before. Null where what is slow came to no end. */
        readonly ratio: number | null;
        /** Of the ratio, 99 %. */
        readonly interval: Interval | null;
        /** What else changed between the good end and `before`, and after the suspects, as ratios; null where nothing that matters did. */
        readonly earlierRatio: number | null;
        readonly laterRatio: number | null;
      }
    /** The bad end is not slower than the good one by the threshold. */
    | { readonly state: 'no-effect' }
    /** No commit changes anything that the benchmark is made of: nothing was measured. */
    | { readonly state: 'same-code' }
    /** Runs differ too much to see a change of the threshold's size. */
    | { readonly state: 'too-noisy'; readonly smallestVisible: number }
    /** The most runs were made and no commit is sure; the most likely first. */
    | { readonly state: 'unsettled'; readonly suspects: readonly BisectSuspect[] }
  );
