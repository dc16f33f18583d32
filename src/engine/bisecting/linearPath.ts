import { UserError } from '../../base/errors.ts';
import type { BisectCommit } from '../../model/bisection.ts';

/**
 * The commits from good to bad, both included, each the parent of the next: along first parents wherever they lead to good,
 * so that a merge stands for all that it brought. `between` are the commits of `good..bad` in any order, as `git log` has them.
 * @throws UserError `bisect-empty`, `bisect-not-ancestor`
 */
export function linearPath(good: BisectCommit, badHash: string, between: readonly BisectCommit[]): readonly BisectCommit[] {
  if (good.hash === badHash) {
    throw new UserError(
      'bisect-empty',
      `Good and bad are the same commit ${short(badHash)}, so there is nothing to search. Choose a good one from before it got slower.`,
    );
  }
  if (between.length === 0) {
    throw new UserError(
      'bisect-empty',
      `There are no commits to search: bad, ${short(badHash)}, is older than good, ${short(good.hash)}. Are good and bad swapped?`,
    );
  }
  const byHash = new Map(between.map((commit) => [commit.hash, commit]));
  const leads = descendantsOf(good.hash, between);
  const path: BisectCommit[] = [];
  let current = badHash;
  while (current !== good.hash) {
    const commit = byHash.get(current);
    const next = commit?.parents.find((parent) => parent === good.hash || leads.has(parent));
    if (commit === undefined || next === undefined) {
      throw new UserError(
        'bisect-not-ancestor',
        `Good, ${short(good.hash)}, is not in the history of bad, ${short(badHash)}: their branches went apart. Choose a good one that both have: \`git merge-base ${short(good.hash)} ${short(badHash)}\` names the newest.`,
      );
    }
    path.push(commit);
    current = next;
  }
  return [good, ...path.toReversed()];
}

const short = (hash: string): string => hash.slice(0, 10);

/** The hashes of the commits that have `ancestor` in their history. */
function descendantsOf(ancestor: string, commits: readonly BisectCommit[]): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const { hash, parents } of commits) {
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), hash]);
  }
  const found = new Set<string>();
  const open = [ancestor];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const child of children.get(next) ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      open.push(child);
    }
  }
  return found;
}
