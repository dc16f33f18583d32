import path from 'node:path';
import { askGit, openRepository } from './repository.ts';
import { resolveCommit } from './resolveRevision.ts';

export interface FileChange {
  /** Relative to the workspace folder, with `/`; outside of it with `../` before it. */
  readonly file: string;
  readonly kind: 'added' | 'removed' | 'changed';
}

/**
 * The files that differ between two commits, as git names them. A file that was moved was removed in one place and added in
 * another; submodules are left out, because they are no files.
 * @throws UserError as `Revisions.resolve` does
 */
export async function readFileChanges(root: string, from: string, to: string, signal: AbortSignal): Promise<FileChange[]> {
  const repository = await openRepository(root, signal);
  const [a, b] = await Promise.all([from, to].map((name) => resolveCommit(repository, name, signal)));
  const args = ['diff-tree', '-r', '-z', '--name-status', '--no-renames', '--ignore-submodules=all', a!.commit, b!.commit, '--'];
  const fields = (await askGit(repository.top, args, {}, signal)).split('\0');
  const changes: FileChange[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [status, name] = [fields[index]!, fields[index + 1]!];
    const kind = status === 'A' ? 'added' : status === 'D' ? 'removed' : 'changed';
    changes.push({ file: path.posix.relative(repository.prefix, name), kind });
  }
  return changes;
}
