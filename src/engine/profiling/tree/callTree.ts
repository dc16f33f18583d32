import type { Frames } from './frames.ts';

/**
 * Calls of a profile: each node is a function as it was called by the one of its parent. Lists have an entry for each node, the root
 * first, and every node before what it calls, all of which follow it at once: a node and all below it are a range.
 */
export interface CallTree {
  readonly frames: Frames;
  readonly count: number;
  readonly frameOf: Int32Array;
  /** -1 for the root. */
  readonly parentOf: Int32Array;
  /** One after the last node below it. */
  readonly endOf: Int32Array;
  /** 0 for the root. */
  readonly depthOf: Int32Array;
  /** Spent in the function itself, in the unit of the profile. */
  readonly self: Float64Array;
  /** With all that it called. */
  readonly total: Float64Array;
}

/** Nodes in any order, as a file has them. */
export interface LooseNodes {
  readonly frames: Frames;
  readonly frameOf: Int32Array;
  /** -1 for those without a parent: one of them, or several, which then get a root. */
  readonly parentOf: Int32Array;
  readonly self: Float64Array;
}

export interface OrderedTree {
  readonly tree: CallTree;
  /** Where each of the loose nodes is now. */
  readonly nodeOf: Int32Array;
}

/**
 * Puts nodes in order. Several without a parent become calls of a new root with the frame `rootFrame`.
 * @returns the tree, or the index of a node that is its own ancestor
 */
export function orderNodes(nodes: LooseNodes, rootFrame: number): OrderedTree | { readonly cycleAt: number } {
  const { frames, frameOf, parentOf, self } = nodes;
  const loose = frameOf.length;
  // Children as linked lists, in the order of the file.
  const firstChild = new Int32Array(loose).fill(-1);
  const nextSibling = new Int32Array(loose).fill(-1);
  let firstTop = -1;
  let tops = 0;
  for (let node = loose - 1; node >= 0; node -= 1) {
    const parent = parentOf[node]!;
    if (parent === -1) {
      nextSibling[node] = firstTop;
      firstTop = node;
      tops += 1;
    } else {
      nextSibling[node] = firstChild[parent]!;
      firstChild[parent] = node;
    }
  }
  const hasOwnRoot = tops === 1;
  const count = hasOwnRoot ? loose : loose + 1;
  const tree = {
    frames,
    count,
    frameOf: new Int32Array(count),
    parentOf: new Int32Array(count).fill(-1),
    endOf: new Int32Array(count),
    depthOf: new Int32Array(count),
    self: new Float64Array(count),
    total: new Float64Array(count),
  };
  const nodeOf = new Int32Array(loose).fill(-1);
  let next = 0;
  if (!hasOwnRoot) {
    tree.frameOf[0] = rootFrame;
    next = 1;
  }
  let [at, parent] = [firstTop, hasOwnRoot ? -1 : 0];
  // Down to the first call, else along to the next one, else up: without a stack, however deep.
  while (at !== -1) {
    const place = next;
    next += 1;
    nodeOf[at] = place;
    tree.frameOf[place] = frameOf[at]!;
    tree.parentOf[place] = parent;
    tree.depthOf[place] = parent === -1 ? 0 : tree.depthOf[parent]! + 1;
    tree.self[place] = self[at]!;
    if (firstChild[at] !== -1) {
      parent = place;
      at = firstChild[at]!;
      continue;
    }
    while (at !== -1 && nextSibling[at] === -1) {
      at = parentOf[at]!;
      parent = parent <= 0 ? -1 : tree.parentOf[parent]!;
    }
    if (at !== -1) at = nextSibling[at]!;
  }
  if (next < count) return { cycleAt: nodeOf.indexOf(-1) };
  sumUp(tree);
  return { tree, nodeOf };
}

/** Fills totals and ends from self values and parents, of nodes that are in order. */
function sumUp({ count, parentOf, endOf, self, total }: CallTree): void {
  total.set(self);
  for (let node = count - 1; node >= 0; node -= 1) {
    if (endOf[node] === 0) endOf[node] = node + 1;
    const parent = parentOf[node]!;
    if (parent === -1) continue;
    total[parent]! += total[node]!;
    endOf[parent] = Math.max(endOf[parent]!, endOf[node]!);
  }
}
