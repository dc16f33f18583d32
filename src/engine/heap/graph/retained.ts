import type { Snapshot } from '../snapshot.ts';
import type { Dominators } from './dominators.ts';

/** By node: the bytes of all that goes with it, itself included. */
export function retainedBytes({ selfBytes }: Pick<Snapshot, 'selfBytes'>, { of, order }: Dominators): Float64Array {
  const retained = selfBytes.slice();
  for (let place = order.length - 1; place >= 1; place -= 1) {
    const node = order[place]!;
    retained[of[node]!]! += retained[node]!;
  }
  return retained;
}

/**
 * By group, what goes with its members, each byte once: a member that goes with another one of the group adds nothing.
 * @param groupOf by node; -1 for none
 */
export function retainedBy(groupOf: Int32Array, groups: number, retained: Float64Array, { of, order }: Dominators): Float64Array {
  const sums = new Float64Array(groups);
  /** By group: whether one of it is above. */
  const isOpen = new Uint8Array(groups);
  const tree = treeOrder(of, order);
  const left: { readonly group: number; readonly end: number }[] = [];
  for (let at = 0; at < tree.nodes.length; at += 1) {
    while (left.length > 0 && left.at(-1)!.end <= at) isOpen[left.pop()!.group] = 0;
    const node = tree.nodes[at]!;
    const group = groupOf[node]!;
    if (group === -1 || isOpen[group] === 1) continue;
    sums[group]! += retained[node]!;
    isOpen[group] = 1;
    left.push({ group, end: tree.ends[at]! });
  }
  return sums;
}

/** The dominator tree from the root down, and by place, where that which is below ends. */
function treeOrder(of: Int32Array, order: Int32Array): { readonly nodes: Int32Array; readonly ends: Int32Array } {
  const below = new Int32Array(of.length);
  for (let place = order.length - 1; place >= 1; place -= 1) below[of[order[place]!]!]! += below[order[place]!]! + 1;
  /** By node: where the next of its children goes. Those above come earlier in `order`. */
  const next = new Int32Array(of.length);
  const nodes = new Int32Array(order.length);
  const ends = new Int32Array(order.length);
  for (const [place, node] of order.entries()) {
    const at = place === 0 ? 0 : next[of[node]!]!;
    if (place > 0) next[of[node]!] = at + below[node]! + 1;
    next[node] = at + 1;
    nodes[at] = node;
    ends[at] = at + below[node]! + 1;
  }
  return { nodes, ends };
}
