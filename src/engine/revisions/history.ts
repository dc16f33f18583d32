import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../base/errors.ts';
import { visibleText } from '../../base/text.ts';
import { readCommits, readRefs, type Commit } from './commits.ts';
import { askGit, askGitOrNull, type Repository } from './repository.ts';
import { resolveCommit, WHOLE_HISTORY, type ResolvedCommit } from './resolveRevision.ts';

export interface CommitRange {
  /** Not in the range itself, as with git. */
  readonly from: ResolvedCommit;
  readonly to: ResolvedCommit;
  /** Oldest first, every commit after its parents. */
  readonly commits: readonly Commit[];
}

/**
 * The commits of `A..B`: those that B has and A has not; `A..` goes to HEAD. `firstParent`: only those that were themselves
 * on B's branch, not what was merged into it.
 * @throws UserError `bad-range`, `empty-range`, `shallow-clone`, and what an unknown name throws
 */
export async function readRange(
  repository: Repository,
  text: string,
  options: { readonly firstParent: boolean },
  signal: AbortSignal,
): Promise<CommitRange> {
  const [, first = '', last = ''] = /^\s*(.+?)\.\.(?!\.)(.*)$/s.exec(text) ?? [];
  const shown = visibleText(text.trim());
  if (first === '' || first.endsWith('.')) {
    throw new UserError('bad-range', `\`${shown}\` is not a range: write \`A..B\`, the older end first, as in \`v1.0..main\`.`);
  }
  const from = await resolveCommit(repository, first, signal);
  const to = await resolveCommit(repository, last.trim() === '' ? 'HEAD' : last, signal);
  const args = [...(options.firstParent ? ['--first-parent'] : []), '--topo-order', '--reverse', to.commit, `^${from.commit}`];
  const commits = await readCommits(repository, args, signal);
  if (commits.length === 0) {
    const swapped = from.commit !== to.commit && `: \`${visibleText(to.name)}\` is the older of the two, so write them the other way round`;
    throw new UserError('empty-range', `There are no commits in \`${shown}\`${swapped || ': both ends are the same commit'}.`);
  }
  const cut = await cutCommits(repository);
  const gap = commits.find(({ hash }) => cut.has(hash));
  if (gap !== undefined) {
    throw new UserError(
      'shallow-clone',
      `The history of \`${shown}\` is not whole: this clone is shallow and cut at ${gap.hash.slice(0, 12)}. Bring the rest with ${WHOLE_HISTORY}.`,
    );
  }
  return { from, to, commits };
}

/** Commits whose parents a shallow clone left out. */
export async function cutCommits(repository: Repository): Promise<ReadonlySet<string>> {
  if (!repository.shallow) return new Set();
  return new Set((await readFile(path.join(repository.commonFolder, 'shallow'), 'utf8')).split('\n'));
}

/**
 * The newest commit that both have; of several, the one that git would take for a merge.
 * @throws UserError `no-merge-base`, `shallow-clone`
 */
export async function mergeBase(repository: Repository, a: ResolvedCommit, b: ResolvedCommit, signal: AbortSignal): Promise<string> {
  const found = await askGitOrNull(repository.top, ['merge-base', a.commit, b.commit], {}, signal);
  if (found !== null) return found.trim();
  const both = `\`${visibleText(a.name)}\` and \`${visibleText(b.name)}\``;
  if (!repository.shallow) throw new UserError('no-merge-base', `${both} have no common commit. Name the commit to compare with.`);
  throw new UserError(
    'shallow-clone',
    `${both} have no common commit in this clone, which is shallow. Bring more of their history with \`git fetch --deepen=100\`, or all with ${WHOLE_HISTORY}.`,
  );
}

/** Whether `b` has `a` in its history; every commit has itself. */
export async function isAncestor(repository: Repository, a: string, b: string, signal: AbortSignal): Promise<boolean> {
  return (await askGitOrNull(repository.top, ['merge-base', '--is-ancestor', a, b], {}, signal)) !== null;
}

/** The branch that others are merged into: what the server says, else a branch with a usual name. Null where there is none. */
export async function mainBranch(repository: Repository, signal: AbortSignal): Promise<string | null> {
  const told = await askGitOrNull(repository.top, ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'], {}, signal);
  const usual = ['remotes/origin/main', 'remotes/origin/master', 'heads/main', 'heads/master'].map((name) => `refs/${name}`);
  const wanted = [...(told === null ? [] : [told.trim()]), ...usual];
  const there = await readRefs(repository, wanted, signal);
  const found = wanted.map((name) => there.find(({ fullName }) => fullName === name)).find((ref) => ref !== undefined);
  return found?.name ?? null;
}

/**
 * Files that differ between two commits, relative to the workspace folder, with `/`; those outside of it begin with `../`.
 * A submodule whose commit differs is one entry: its folder.
 */
export async function changedFiles(repository: Repository, a: string, b: string, signal: AbortSignal): Promise<string[]> {
  const output = await askGit(repository.top, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', a, b, '--'], {}, signal);
  const names = output.split('\0').filter((name) => name !== '');
  return names.map((name) => path.posix.relative(repository.prefix, name));
}
