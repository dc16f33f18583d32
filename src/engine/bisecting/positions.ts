import type { BisectCommit } from '../../model/bisection.ts';

/**
 * What a commit changes of what a benchmark is made of. `touches`: something, or it cannot be told. `quiet`: no module that it
 * loads, but perhaps something that one of them reads. `same`: proved nothing, so that the commit measures as the one before it.
 */
export type Touch = 'touches' | 'quiet' | 'same';

/** Commits in a row that are the same to the benchmark: the change can only have come with the first of them. */
export interface Position {
  readonly commits: readonly BisectCommit[];
  /** Prior weight that the change came with it. */
  readonly weight: number;
}

/** Never 0 without proof: then the runs could not find what the modules do not show. */
const WEIGHTS = { touches: 1, quiet: 0.01 } as const;

/** `touches` tells of each commit but the first what it changes. */
export function positionsOf(path: readonly BisectCommit[], touches: readonly Touch[]): readonly Position[] {
  const positions: { commits: BisectCommit[]; weight: number }[] = [];
  for (const [index, commit] of path.entries()) {
    const touch = index === 0 ? 'touches' : touches[index - 1]!;
    if (touch === 'same') positions.at(-1)!.commits.push(commit);
    else positions.push({ commits: [commit], weight: WEIGHTS[touch] });
  }
  return positions;
}
