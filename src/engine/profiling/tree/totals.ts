import type { Timeline } from '../profile.ts';
import type { CallTree } from './callTree.ts';

/** By group, in the unit of the profile. */
export interface GroupTotals {
  readonly self: Float64Array;
  /** With all that was called; a group that is on the stack several times counts once. */
  readonly total: Float64Array;
}

/** Sums of nodes by groups of functions: each function for itself, scripts, packages. `groupOf` has the group of each frame. */
export function totalsBy(
  tree: Pick<CallTree, 'count' | 'frameOf' | 'depthOf' | 'self' | 'total'>,
  groupOf: Int32Array,
  groups: number,
): GroupTotals {
  const { count, frameOf, depthOf } = tree;
  const self = new Float64Array(groups);
  const total = new Float64Array(groups);
  const onStack = new Int32Array(groups);
  // Groups of the calls from the root to the node at hand.
  const stack: number[] = [];
  for (let node = 0; node < count; node += 1) {
    const depth = depthOf[node]!;
    while (stack.length > depth) onStack[stack.pop()!]! -= 1;
    const group = groupOf[frameOf[node]!]!;
    self[group]! += tree.self[node]!;
    if (onStack[group] === 0) total[group]! += tree.total[node]!;
    onStack[group]! += 1;
    stack.push(group);
  }
  return { self, total };
}

/** The values of a tree from a part of its time. */
export function valuesBetween(
  { count, parentOf }: Pick<CallTree, 'count' | 'parentOf'>,
  { nodes, startsUs }: Timeline,
  fromUs: number,
  toUs: number,
): Pick<CallTree, 'self' | 'total'> {
  const self = new Float64Array(count);
  for (let sample = firstAfter(startsUs, fromUs); sample < nodes.length && startsUs[sample]! < toUs; sample += 1) {
    self[nodes[sample]!]! += Math.min(toUs, startsUs[sample + 1]!) - Math.max(fromUs, startsUs[sample]!);
  }
  const total = self.slice();
  for (let node = count - 1; node > 0; node -= 1) total[parentOf[node]!]! += total[node]!;
  return { self, total };
}

/** How many samples of a part of the time were taken in each node itself: those that reach into it. */
export function samplesBetween(count: number, { nodes, startsUs }: Timeline, fromUs: number, toUs: number): Int32Array {
  const samples = new Int32Array(count);
  for (let sample = firstAfter(startsUs, fromUs); sample < nodes.length && startsUs[sample]! < toUs; sample += 1) {
    samples[nodes[sample]!]! += 1;
  }
  return samples;
}

/** The sample that is under way at a moment, or the first one. */
function firstAfter(startsUs: Float64Array, atUs: number): number {
  let [low, high] = [0, startsUs.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (startsUs[middle + 1]! <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
