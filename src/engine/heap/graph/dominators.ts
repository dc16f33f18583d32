import type { Snapshot } from '../snapshot.ts';

type Graph = Pick<Snapshot, 'nodeCount' | 'firstEdge' | 'edgeTo'>;

/** Which object each one goes with. */
export interface Dominators {
  /** By node: the one without which nothing would hold it; of the root, and of what nothing holds, the root. */
  readonly of: Int32Array;
  /** Nodes that the root holds, each after the one that it goes with. */
  readonly order: Int32Array;
}

/**
 * The dominator tree by the semi-NCA algorithm (Georgiadis, Linear-Time Algorithms for Dominators and Related Problems, 2005), which is
 * near linear on real heaps, also on lists of a million links, where algorithms that walk up the tree again and again are not.
 */
export function dominators(graph: Graph, essential: Uint8Array): Dominators {
  const { nodeCount } = graph;
  const { vertex, placeOf, parent } = depthFirst(graph, essential);
  const { firstHolder, holders } = holdersOf(graph, essential, placeOf, vertex.length);
  const dominator = semiNca(parent, firstHolder, holders);
  const of = new Int32Array(nodeCount);
  for (let place = 1; place < vertex.length; place += 1) of[vertex[place]!] = vertex[dominator[place]!]!;
  return { of, order: vertex };
}

/** Nodes in the order in which they are first met; all else in these places. */
function depthFirst({ nodeCount, firstEdge, edgeTo }: Graph, essential: Uint8Array) {
  const vertex = new Int32Array(nodeCount);
  const placeOf = new Int32Array(nodeCount).fill(-1);
  const parent = new Int32Array(nodeCount);
  const nextEdge = firstEdge.slice(0, nodeCount);
  // The places of the nodes on the way down are found by their parents: no stack is needed.
  placeOf[0] = 0;
  let count = 1;
  let at = 0;
  for (;;) {
    const node = vertex[at]!;
    const end = firstEdge[node + 1]!;
    let edge = nextEdge[node]!;
    while (edge < end && (essential[edge] === 0 || placeOf[edgeTo[edge]!] !== -1)) edge += 1;
    if (edge < end) {
      const to = edgeTo[edge]!;
      nextEdge[node] = edge + 1;
      placeOf[to] = count;
      vertex[count] = to;
      parent[count] = at;
      at = count;
      count += 1;
    } else {
      nextEdge[node] = end;
      if (at === 0) break;
      at = parent[at]!;
    }
  }
  return { vertex: vertex.subarray(0, count), placeOf, parent: parent.subarray(0, count) };
}

/** By place, the places of those that hold it. */
function holdersOf({ nodeCount, firstEdge, edgeTo }: Graph, essential: Uint8Array, placeOf: Int32Array, count: number) {
  const firstHolder = new Int32Array(count + 1);
  const eachEdge = (visit: (from: number, to: number) => void) => {
    for (let node = 0; node < nodeCount; node += 1) {
      const from = placeOf[node]!;
      if (from === -1) continue;
      for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1)
        if (essential[edge] === 1) visit(from, placeOf[edgeTo[edge]!]!);
    }
  };
  eachEdge((_, to) => {
    firstHolder[to + 1]! += 1;
  });
  for (let place = 0; place < count; place += 1) firstHolder[place + 1]! += firstHolder[place]!;
  const next = firstHolder.slice(0, count);
  const holders = new Int32Array(firstHolder[count]!);
  eachEdge((from, to) => {
    holders[next[to]!] = from;
    next[to]! += 1;
  });
  return { firstHolder, holders };
}

/** By place, that of the immediate dominator. */
function semiNca(parent: Int32Array, firstHolder: Int32Array, holders: Int32Array): Int32Array {
  const count = parent.length;
  const dominator = parent.slice();
  const ancestor = parent.slice();
  const semi = Int32Array.from({ length: count }, (_, place) => place);
  const label = semi.slice();
  const path: number[] = [];

  /** The one with the least semidominator on the way up from a place to those that were linked, shortening the way. */
  const evaluate = (place: number, lastLinked: number): number => {
    if (ancestor[place]! < lastLinked) return label[place]!;
    let top = place;
    do {
      path.push(top);
      top = ancestor[top]!;
    } while (ancestor[top]! >= lastLinked);
    let best = label[top]!;
    let above = top;
    for (let below = path.pop(); below !== undefined; below = path.pop()) {
      ancestor[below] = ancestor[above]!;
      if (semi[best]! < semi[label[below]!]!) label[below] = best;
      else best = label[below]!;
      above = below;
    }
    return label[place]!;
  };

  for (let place = count - 1; place >= 1; place -= 1) {
    let least = parent[place]!;
    for (let at = firstHolder[place]!; at < firstHolder[place + 1]!; at += 1) {
      const found = semi[evaluate(holders[at]!, place + 1)]!;
      if (found < least) least = found;
    }
    semi[place] = least;
  }
  for (let place = 1; place < count; place += 1) {
    let candidate = dominator[place]!;
    while (candidate > semi[place]!) candidate = dominator[candidate]!;
    dominator[place] = candidate;
  }
  return dominator;
}
