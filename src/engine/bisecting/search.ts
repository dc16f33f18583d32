import type { BisectCommit, BisectRun } from '../../model/bisection.ts';
import type { Position } from './positions.ts';

export interface BisectRequest {
  /** From good to bad, each the parent of the next: `linearPath`. At least 2. */
  readonly path: readonly BisectCommit[];
  /** Its id. */
  readonly benchmark: string;
  /** The smallest slowdown that is looked for: 0.05 for 5 %. */
  readonly threshold: number;
  /** Where nothing is sure after so many more, the search ends without an answer. */
  readonly mostRuns?: number;
}

/** A search as it stands. */
export interface Search {
  readonly request: BisectRequest;
  readonly positions: readonly Position[];
  readonly runs: BisectRun[];
}
