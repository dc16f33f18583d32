import { orderNodes, type CallTree } from '../tree/callTree.ts';
import type { Frames } from '../tree/frames.ts';
import { TreeCollector } from '../tree/treeCollector.ts';

/** A call tree by functions: several of its frames may be of one. */
export interface TreeByFunction {
  readonly tree: Pick<CallTree, 'count' | 'frameOf' | 'parentOf'>;
  /** By frame. */
  readonly functionOf: Int32Array;
}

export interface MergedTrees {
  /** All calls of both, without values. Its frames are functions. */
  readonly tree: CallTree;
  /** Where each node of the baseline, and of the candidate, is in it. */
  readonly baselineNodes: Int32Array;
  readonly candidateNodes: Int32Array;
}

/** Calls of two profiles as one tree: equal stacks of functions are one node. */
export function mergeTrees(baseline: TreeByFunction, candidate: TreeByFunction, frames: Frames): MergedTrees {
  const root = candidate.functionOf[candidate.tree.frameOf[0]!]!;
  const collector = new TreeCollector(root);
  const candidatePlaces = collect(collector, candidate);
  const baselinePlaces = collect(collector, baseline);
  const loose = {
    frames,
    frameOf: collector.frames(),
    parentOf: collector.parents(),
    self: new Float64Array(collector.count),
  };
  const ordered = orderNodes(loose, root);
  if ('cycleAt' in ordered) throw new Error('a tree of stacks has a cycle');
  const { tree, nodeOf } = ordered;
  const inTree = (places: Int32Array) => places.map((place) => nodeOf[place]!);
  return { tree, baselineNodes: inTree(baselinePlaces), candidateNodes: inTree(candidatePlaces) };
}

/** Nodes come after their parents. */
function collect(collector: TreeCollector, { tree, functionOf }: TreeByFunction): Int32Array {
  const { count, frameOf, parentOf } = tree;
  const places = new Int32Array(count);
  for (let node = 1; node < count; node += 1) {
    places[node] = collector.callOf(places[parentOf[node]!]!, functionOf[frameOf[node]!]!);
  }
  return places;
}

/** Values of nodes, moved to where those are in a merged tree, with their totals. */
export function mergedValues(tree: CallTree, nodes: Int32Array, values: ArrayLike<number>, factor = 1): Pick<CallTree, 'self' | 'total'> {
  const self = new Float64Array(tree.count);
  for (let node = 0; node < nodes.length; node += 1) self[nodes[node]!]! += values[node]! * factor;
  const total = self.slice();
  for (let node = tree.count - 1; node > 0; node -= 1) total[tree.parentOf[node]!]! += total[node]!;
  return { self, total };
}
