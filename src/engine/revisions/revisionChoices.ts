import { isUserError } from '../../base/errors.ts';
import { WORK_TREE } from '../../model/comparison.ts';
import type { SavedBaseline } from './baselines/savedBaselines.ts';
import type { Commit, NamedCommit } from './commits.ts';
import type { Revisions } from './createRevisions.ts';
import type { ResolvedCommit } from './resolveRevision.ts';

/** What there is to pick a revision from. */
export interface RevisionChoices {
  /** Newest first, of HEAD; the first is HEAD. Never empty. */
  readonly recent: readonly Commit[];
  /** Whether the work tree has uncommitted changes. */
  readonly isEdited: boolean;
  /** Where HEAD left the branch that others are merged into; null where there is no such branch, or HEAD has not left it. */
  readonly mergeBase: { readonly branch: string; readonly commit: ResolvedCommit } | null;
  /** Branches and tags, newest first. */
  readonly named: readonly NamedCommit[];
  /** Newest first. */
  readonly baselines: readonly SavedBaseline[];
}

const MOST_RECENT = 100;

/** @throws UserError where there is nothing to pick from: `not-a-repository`, `no-commits`, … */
export async function readRevisionChoices(revisions: Revisions, signal: AbortSignal): Promise<RevisionChoices> {
  const [recent, named, baselines, workTree, mergeBase] = await Promise.all([
    revisions.recent(MOST_RECENT, signal),
    revisions.named(signal),
    revisions.baselines(signal),
    revisions.resolve(WORK_TREE, signal),
    findMergeBase(revisions, signal),
  ]);
  return { recent, isEdited: workTree.dirtyHash !== null, mergeBase, named, baselines };
}

async function findMergeBase(revisions: Revisions, signal: AbortSignal): Promise<RevisionChoices['mergeBase']> {
  const branch = await revisions.mainBranch(signal);
  if (branch === null) return null;
  try {
    const [head, main] = await Promise.all([revisions.resolve('HEAD', signal), revisions.resolve(branch, signal)]);
    if (head.kind !== 'commit' || main.kind !== 'commit') return null;
    const commit = await revisions.mergeBase(head, main, signal);
    return commit.commit === head.commit ? null : { branch, commit };
  } catch (error) {
    // It is one choice of many: a shallow clone, or a branch without a common commit, has the others.
    if (isUserError(error)) return null;
    throw error;
  }
}
