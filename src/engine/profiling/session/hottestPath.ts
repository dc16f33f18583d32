import type { CodeOwner } from '../../../model/profile.ts';
import type { CallTree } from '../tree/callTree.ts';

/** Below these there is nothing to look at. */
const NOWHERE: ReadonlySet<CodeOwner> = new Set(['idle', 'program']);

/** The nodes from the root down to where most was spent: always into the heaviest call, until a function spends more itself. */
export function hottestPath(
  tree: CallTree,
  { self, total }: Pick<CallTree, 'self' | 'total'>,
  ownerOf: (node: number) => CodeOwner,
): readonly number[] {
  const path = [0];
  for (;;) {
    const node = path.at(-1)!;
    let heaviest = -1;
    for (let called = node + 1; called < tree.endOf[node]!; called = tree.endOf[called]!) {
      if (total[called]! > (heaviest === -1 ? 0 : total[heaviest]!) && !NOWHERE.has(ownerOf(called))) heaviest = called;
    }
    if (heaviest === -1 || (node > 0 && self[node]! >= total[heaviest]!)) return path;
    path.push(heaviest);
  }
}
