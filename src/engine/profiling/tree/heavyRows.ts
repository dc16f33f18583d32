import type { CallTree } from './callTree.ts';
import type { Rows } from './rows.ts';

/** Calls of the same function by the same ones as one box, the heaviest at the left. */
export function heavyRows({ count, parentOf, depthOf, total }: Pick<CallTree, 'count' | 'parentOf' | 'depthOf' | 'total'>): Rows {
  const order = heaviestFirst(parentOf, total, count);
  let deepest = 0;
  for (let node = 0; node < count; node += 1) if (total[node]! > 0) deepest = Math.max(deepest, depthOf[node]!);
  const firstOf = new Int32Array(deepest + 1);
  for (let node = 1; node < count; node += 1) if (total[node]! > 0) firstOf[depthOf[node]!]! += 1;
  for (let depth = 1; depth <= deepest; depth += 1) firstOf[depth]! += firstOf[depth - 1]!;

  const boxes = firstOf[deepest]!;
  const left = new Float64Array(boxes);
  const boxNode = new Int32Array(boxes);
  const next = firstOf.slice(0, deepest);
  // Where the next call of each node begins.
  const free = new Float64Array(count);
  for (const node of order) {
    if (node === 0 || !(total[node]! > 0)) continue;
    const parent = parentOf[node]!;
    const from = free[parent]!;
    free[parent] = from + total[node]!;
    free[node] = from;
    const row = depthOf[node]! - 1;
    const box = next[row]!;
    next[row] = box + 1;
    left[box] = from;
    boxNode[box] = node;
  }
  return {
    count: deepest,
    firstOf,
    end: total[0] ?? 0,
    fromOf: (box) => left[box]!,
    toOf: (box) => left[box]! + total[boxNode[box]!]!,
    nodeOf: (box) => boxNode[box]!,
  };
}

/** Nodes in an order in which each comes after its parent, and the heavier of two calls of one function first. */
function heaviestFirst(parentOf: Int32Array, total: Float64Array, count: number): Int32Array {
  const byWeight = Int32Array.from({ length: count }, (_, node) => node).toSorted((a, b) => total[b]! - total[a]! || a - b);
  // Calls of a node as a linked list, heaviest first: they are put in from the lightest on.
  const firstCall = new Int32Array(count).fill(-1);
  const nextCall = new Int32Array(count).fill(-1);
  for (let index = count - 1; index >= 0; index -= 1) {
    const node = byWeight[index]!;
    const parent = parentOf[node]!;
    if (parent === -1) continue;
    nextCall[node] = firstCall[parent]!;
    firstCall[parent] = node;
  }
  const order = new Int32Array(count);
  let [placed, at] = [0, count > 0 ? 0 : -1];
  while (at !== -1) {
    order[placed] = at;
    placed += 1;
    if (firstCall[at] !== -1) {
      at = firstCall[at]!;
      continue;
    }
    while (at !== -1 && nextCall[at] === -1) at = parentOf[at]!;
    if (at !== -1) at = nextCall[at]!;
  }
  return order;
}
