import { UserError } from '../../base/errors.ts';
import { visibleText } from '../../base/text.ts';
import type { Commit } from '../revisions/index.ts';

/** Which commits of a range are measured. */
export type RangeChoice = 'all' | 'merges' | 'tags' | { readonly every: number };

/**
 * The chosen commits of a range, oldest first. `every` counts from the newest, which is always there.
 * @throws UserError `empty-range`
 */
export function pickCommits(commits: readonly Commit[], choice: RangeChoice, range: string): readonly Commit[] {
  const picked = commits.filter((commit, index) => {
    if (choice === 'all') return true;
    if (choice === 'merges') return commit.parents.length > 1;
    if (choice === 'tags') return commit.tags.length > 0;
    return (commits.length - 1 - index) % choice.every === 0;
  });
  if (picked.length > 0) return picked;
  const what = choice === 'merges' ? 'is a merge' : 'has a tag';
  throw new UserError(
    'empty-range',
    `None of the ${commits.length} commits in \`${visibleText(range.trim())}\` ${what}. Name another range, or measure every tenth with --every 10.`,
  );
}

/**
 * The order in which places in a row tell most early: the last, the first, then again and again the middle of what is farthest from
 * all that is known. Each place once.
 */
export function halvingOrder(count: number): number[] {
  if (count === 0) return [];
  const order = count === 1 ? [0] : [count - 1, 0];
  // Breadth first: all gaps of one size before those that halving them leaves.
  for (let gaps: readonly (readonly [number, number])[] = [[0, count - 1]]; gaps.length > 0;) {
    const next: [number, number][] = [];
    for (const [low, high] of gaps) {
      if (high - low < 2) continue;
      const middle = Math.floor((low + high) / 2);
      order.push(middle);
      next.push([low, middle], [middle, high]);
    }
    gaps = next;
  }
  return order;
}
