import type { Timeline } from '../profile.ts';
import { ancestorsOf } from './ancestors.ts';
import type { CallTree } from './callTree.ts';
import type { Rows } from './rows.ts';

/** Of the deepest real profiles there are ten million. What is deeper is left out where there are more. */
const MOST_BOXES = 2 ** 25;

/** Calls in the order of time: samples of the same call that follow each other are one box. */
export function timeRows(
  { depthOf, parentOf }: Pick<CallTree, 'depthOf' | 'parentOf'>,
  { nodes, startsUs }: Timeline,
  mostBoxes = MOST_BOXES,
): Rows {
  const samples = nodes.length;
  const ancestors = ancestorsOf({ depthOf, parentOf });
  let deepest = 0;
  for (let sample = 0; sample < samples; sample += 1) deepest = Math.max(deepest, depthOf[nodes[sample]!]!);

  // Counted first: lists that grow would take twice the room. Here, how many boxes a row has more than the one above it.
  const more = new Int32Array(deepest + 2);
  let before = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const node = nodes[sample]!;
    if (node === before) continue;
    more[ancestors.sharedDepth(before, node) + 1]! += 1;
    more[depthOf[node]! + 1]! -= 1;
    before = node;
  }
  let [rows, boxes, inRow] = [0, 0, 0];
  const firsts = [0];
  while (rows < deepest) {
    inRow += more[rows + 1]!;
    if (boxes + inRow > mostBoxes) break;
    boxes += inRow;
    rows += 1;
    firsts.push(boxes);
  }
  const firstOf = Int32Array.from(firsts);

  const firstSample = new Uint32Array(boxes);
  const endSample = new Uint32Array(boxes);
  const boxNode = new Int32Array(boxes);
  // Of each row the next free box; the one before it is open. `firstOf[depth - 1]` is where the row of this depth begins.
  const next = firstOf.slice(0, rows);
  const depthShown = (node: number): number => Math.min(depthOf[node]!, rows);
  before = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const node = nodes[sample]!;
    if (node === before) continue;
    const shared = ancestors.sharedDepth(before, node);
    for (let depth = depthShown(before); depth > shared; depth -= 1) endSample[next[depth - 1]! - 1] = sample;
    for (let at = ancestors.at(node, depthShown(node)); depthOf[at]! > shared; at = parentOf[at]!) {
      const box = next[depthOf[at]! - 1]!;
      next[depthOf[at]! - 1] = box + 1;
      firstSample[box] = sample;
      boxNode[box] = at;
    }
    before = node;
  }
  for (let depth = depthShown(before); depth > 0; depth -= 1) endSample[next[depth - 1]! - 1] = samples;

  return {
    count: rows,
    firstOf,
    end: startsUs[samples]!,
    fromOf: (box) => startsUs[firstSample[box]!]!,
    toOf: (box) => startsUs[endSample[box]!]!,
    nodeOf: (box) => boxNode[box]!,
  };
}
