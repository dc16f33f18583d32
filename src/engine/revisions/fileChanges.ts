import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { SUBMODULE } from './checkout/tree.ts';
import { readCommits } from './commits.ts';
import { cutCommits } from './history.ts';
import { askGit, openRepository, type Repository } from './repository.ts';
import { resolveCommit, WHOLE_HISTORY } from './resolveRevision.ts';

export interface FileChange {
  /** Relative to the workspace folder, with `/`; outside of it with `../` before it. */
  readonly file: string;
  /** `submodule`: no file, but a folder with a repository of its own, at another commit than before or on one side only. */
  readonly kind: 'added' | 'removed' | 'changed' | 'submodule';
}

/**
 * The files that differ between two commits, as git names them. A file that was moved was removed in one place and added in
 * another.
 * @throws UserError as `Revisions.resolve` does
 */
export async function readFileChanges(root: string, from: string, to: string, signal: AbortSignal): Promise<FileChange[]> {
  const repository = await openRepository(root, signal);
  const [a, b] = await Promise.all([from, to].map((name) => resolveCommit(repository, name, signal)));
  return diffTree(repository, [a!.commit, b!.commit], signal);
}

/** A commit, and what it changed. */
export interface CommitChanges {
  readonly commit: string;
  /** First line of the message; may be empty. */
  readonly subject: string;
  /** The first one, which the changes are against; null where there is none: then all files were added. */
  readonly parent: string | null;
  readonly changes: readonly FileChange[];
}

/**
 * What a commit changed against its first parent.
 * @throws UserError as `Revisions.resolve` does
 */
export async function readCommitChanges(root: string, name: string, signal: AbortSignal): Promise<CommitChanges> {
  const repository = await openRepository(root, signal);
  const { commit } = await resolveCommit(repository, name, signal);
  if ((await cutCommits(repository)).has(commit)) {
    throw new UserError(
      'shallow-clone',
      `What ${commit.slice(0, 10)} changed cannot be told: this clone is shallow, and cut off there. Bring the rest with ${WHOLE_HISTORY}.`,
    );
  }
  const [facts] = await readCommits(repository, ['-1', '--no-walk', commit], signal);
  const parent = facts?.parents[0] ?? null;
  const changes = await diffTree(repository, parent === null ? ['--root', '--no-commit-id', commit] : [parent, commit], signal);
  return { commit, subject: facts?.subject ?? '', parent, changes };
}

async function diffTree(repository: Repository, trees: readonly string[], signal: AbortSignal): Promise<FileChange[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--ignore-submodules=none', ...trees, '--'];
  const fields = (await askGit(repository.top, args, {}, signal)).split('\0');
  const changes: FileChange[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const name = fields[index + 1]!;
    changes.push({ file: path.posix.relative(repository.prefix, name), kind: kindOf(fields[index]!) });
  }
  return changes;
}

/** From `:100644 100644 <hash> <hash> M`: modes, hashes, and what happened. */
function kindOf(raw: string): FileChange['kind'] {
  const [before, after, , , status] = raw.slice(1).split(' ');
  if (before === SUBMODULE || after === SUBMODULE) return 'submodule';
  return status === 'A' ? 'added' : status === 'D' ? 'removed' : 'changed';
}
