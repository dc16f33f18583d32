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
  // Calls of a node as a linked list, as they come.
  const firstCall = new Int32Array(count).fill(-1);
  const nextCall = new Int32Array(count).fill(-1);
  for (let node = count - 1; node > 0; node -= 1) {
    const parent = parentOf[node]!;
    nextCall[node] = firstCall[parent]!;
    firstCall[parent] = node;
  }
  // Most have one call or none: those are millions, and need no sorting.
  let calls = new Int32Array(64);
  for (let parent = 0; parent < count; parent += 1) {
    const first = firstCall[parent]!;
    if (first === -1 || nextCall[first] === -1) continue;
    let found = 0;
    for (let call = first; call !== -1; call = nextCall[call]!) {
      if (found === calls.length) calls = grown(calls);
      calls[found] = call;
      found += 1;
    }
    const sorted = calls.subarray(0, found).toSorted((a, b) => total[b]! - total[a]! || a - b);
    firstCall[parent] = sorted[0]!;
    for (let index = 0; index < found; index += 1) nextCall[sorted[index]!] = sorted[index + 1] ?? -1;
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

function grown(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(list.length * 2);
  larger.set(list);
  return larger;
}
