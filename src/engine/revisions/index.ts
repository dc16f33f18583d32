export type { CheckoutStep } from './checkout/checkOut.ts';
export { isLaidOver } from './checkout/overlay.ts';
export type { Commit, NamedCommit } from './commits.ts';
export { createRevisions, type Checkout, type CheckoutRequest, type Revisions } from './createRevisions.ts';
export { readCommitChanges, readFileChanges, type CommitChanges, type FileChange } from './fileChanges.ts';
export type { CommitRange } from './history.ts';
export { isFaultOfCommit, mayPass } from './isFaultOfCommit.ts';
export { WORK_TREE, type ResolvedCommit, type ResolvedRevision } from './resolveRevision.ts';
export { readRevisionChoices, type RevisionChoices } from './revisionChoices.ts';
