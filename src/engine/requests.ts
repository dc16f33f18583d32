import type { HistoryMetric } from '../model/history.ts';
import type { PresetName, Selection } from '../model/run.ts';
import type { RangeChoice } from './history/index.ts';

export interface CompareRequest {
  /** A name that git takes for a commit, or `baseline:NAME`; `underMode` makes it one that runs under a mode. */
  readonly baseline: string;
  /** Left out: the work tree with its uncommitted changes. */
  readonly candidate?: string;
  /** Left out: all bench files of the candidate. */
  readonly selections?: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  /** The most time for one benchmark. */
  readonly timeSeconds?: number;
  /** Share that does not matter, for all benchmarks: 0.02 for 2 %. */
  readonly margin?: number;
  /** Each revision runs its own bench files; otherwise both run the candidate's. */
  readonly ownBenches?: boolean;
  readonly nodeExecutable?: string;
  /** Id of a stored comparison of the same revisions in the same environment: its blocks count, and more are measured. */
  readonly continueFrom?: string;
}

export interface BisectionRequest {
  /** Names that git takes for commits; the first is in the history of the second. */
  readonly good: string;
  readonly bad: string;
  /** The name of one benchmark of the bad end, or a part of it that no other has. */
  readonly benchmark: string;
  /** The smallest slowdown that is looked for: 0.05 for 5 %. Left out: as the config says, as is the time. */
  readonly threshold?: number;
  /** For one run at one commit. */
  readonly timeSeconds?: number;
  /** Answers of the same search, from before a stop: they count, they must be there, or they are forgotten. */
  readonly saved: 'used' | 'needed' | 'forgotten';
  readonly nodeExecutable?: string;
}

/** Runs by `last`, `last~2`, the beginning of an id, or a revision. */
export interface CompareRunsRequest {
  readonly baseline: string;
  readonly candidate: string;
  /** What the two are called in the comparison; as they are asked for unless given. */
  readonly shownAs?: { readonly baseline: string; readonly candidate: string };
  /** Left out: all that either has. */
  readonly selections?: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  /** Share that does not matter, for all benchmarks: 0.02 for 2 %. */
  readonly margin?: number;
  /** Compares runs of different environments, which is then marked. */
  readonly force?: boolean;
}

export interface RangeRequest extends Pick<RunRequest, 'nameFilter' | 'preset' | 'timeSeconds' | 'nodeExecutable'> {
  /** `A..B`, as git has it: without A. Of what B's branch went through, not of what was merged into it. */
  readonly range: string;
  /** All commits unless given. */
  readonly choice?: RangeChoice;
  /** Each commit runs its own bench files; otherwise all run those on disk. */
  readonly ownBenches?: boolean;
  /** Measures commits that have their results in this environment too. */
  readonly again?: boolean;
}

export interface HistoryRequest {
  /** The id or name of a benchmark, or a part of either that may mean several; left out: all. */
  readonly benchmark?: string;
  /** The median unless given. */
  readonly metric?: HistoryMetric;
  /** The beginning of its id; left out: for each benchmark the environment that reaches the newest commit. */
  readonly environmentId?: string;
  /** The most commits, the newest ones with results: 1000 unless given. */
  readonly limit?: number;
  /** Whether changes are looked for, which takes some milliseconds for each benchmark; so it is unless false. */
  readonly changes?: boolean;
}

/** How suspects are measured again: as a comparison is. */
export type CheckRequest = Pick<CompareRequest, 'timeSeconds' | 'nodeExecutable'>;

export interface RunRequest {
  readonly selections: readonly Selection[];
  /** Only benchmarks whose id contains this, without regard to case. */
  readonly nameFilter?: string;
  readonly preset?: PresetName;
  readonly timeSeconds?: number;
  readonly nodeExecutable?: string;
  /** The one that counts unless given. */
  readonly mode?: string;
}

export interface InsightRequest {
  /** What they select has to be one benchmark. */
  readonly selections: readonly Selection[];
  /** Only a benchmark whose id contains this, without regard to case; one whose name is just this goes before others. */
  readonly nameFilter?: string;
  readonly nodeExecutable?: string;
}
