import type { ProfileForm } from '../../../protocol/profilePage.ts';
import type { Profile } from '../profile.ts';
import { ancestorsOf } from '../tree/ancestors.ts';

/** How many calls a file of stacks has in it: each stack has all of its own, which are many where a profile is deep. */
export function callsWritten({ tree, timeline }: Profile, form: ProfileForm): number {
  let calls = 0;
  if (form === 'collapsed' || (form === 'speedscope' && !timeline)) {
    for (let node = 0; node < tree.count; node += 1) if (tree.self[node]! > 0) calls += tree.depthOf[node]!;
  } else if (form === 'speedscope' && timeline) {
    const { sharedDepth } = ancestorsOf(tree);
    let before = 0;
    for (const node of timeline.nodes) {
      calls += tree.depthOf[before]! + tree.depthOf[node]! - 2 * sharedDepth(before, node);
      before = node;
    }
  }
  return calls;
}
