import type { Timeline } from '../profile.ts';
import type { CallTree } from './callTree.ts';
import type { Rows } from './rows.ts';

/** Calls in the order of time: samples of the same call that follow each other are one box. */
export function timeRows({ depthOf, parentOf }: Pick<CallTree, 'depthOf' | 'parentOf'>, { nodes, startsUs }: Timeline): Rows {
  const samples = nodes.length;
  let deepest = 0;
  for (let sample = 0; sample < samples; sample += 1) deepest = Math.max(deepest, depthOf[nodes[sample]!]!);

  // Counted first: a profile may have ten million boxes, and lists that grow would take twice the room.
  const firstOf = new Int32Array(deepest + 1);
  let before = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const node = nodes[sample]!;
    if (node === before) continue;
    const shared = sharedDepth(depthOf, parentOf, before, node);
    for (let at = node; depthOf[at]! > shared; at = parentOf[at]!) firstOf[depthOf[at]!]! += 1;
    before = node;
  }
  for (let depth = 1; depth <= deepest; depth += 1) firstOf[depth]! += firstOf[depth - 1]!;

  const boxes = firstOf[deepest]!;
  const firstSample = new Uint32Array(boxes);
  const endSample = new Uint32Array(boxes);
  const boxNode = new Int32Array(boxes);
  // Of each row the next free box; the one before it is open. `firstOf[depth - 1]` is where the row of this depth begins.
  const next = firstOf.slice(0, deepest);
  before = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const node = nodes[sample]!;
    if (node === before) continue;
    const shared = sharedDepth(depthOf, parentOf, before, node);
    for (let depth = depthOf[before]!; depth > shared; depth -= 1) endSample[next[depth - 1]! - 1] = sample;
    for (let at = node; depthOf[at]! > shared; at = parentOf[at]!) {
      const box = next[depthOf[at]! - 1]!;
      next[depthOf[at]! - 1] = box + 1;
      firstSample[box] = sample;
      boxNode[box] = at;
    }
    before = node;
  }
  for (let depth = samples === 0 ? 0 : depthOf[before]!; depth > 0; depth -= 1) endSample[next[depth - 1]! - 1] = samples;

  return {
    count: deepest,
    firstOf,
    end: startsUs[samples]!,
    fromOf: (box) => startsUs[firstSample[box]!]!,
    toOf: (box) => startsUs[endSample[box]!]!,
    nodeOf: (box) => boxNode[box]!,
  };
}

/** How deep two nodes have their calls in common. */
function sharedDepth(depthOf: Int32Array, parentOf: Int32Array, one: number, other: number): number {
  let [a, b] = [one, other];
  while (depthOf[a]! > depthOf[b]!) a = parentOf[a]!;
  while (depthOf[b]! > depthOf[a]!) b = parentOf[b]!;
  while (a !== b) {
    a = parentOf[a]!;
    b = parentOf[b]!;
  }
  return depthOf[a]!;
}
