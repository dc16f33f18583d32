import type { Runtime } from 'node:inspector';
import { frameKey, isOfNode, LAPTIME_FRAME, type HarnessFrames, type StackPart } from './harnessFrames.ts';
import type { V8HeapNode, V8HeapProfile } from './v8Recorder.ts';

interface FoldedNode {
  readonly id: number;
  readonly frame: Runtime.CallFrame;
  readonly parent: FoldedNode | null;
  readonly children: Map<string, FoldedNode>;
  selfSize: number;
}

/**
 * Leaves of a profile what the benchmark allocated: not its hooks, nor what makes its inputs, nor the harness. Its samples have no time, so
 * stacks decide; what an async hook allocates after it waited has none that tells it apart. The harness's functions become one.
 */
export function foldHeapProfile({ head, samples }: V8HeapProfile, frames: HarnessFrames): V8HeapProfile {
  let nextId = 1;
  const makeNode = (frame: Runtime.CallFrame, parent: FoldedNode | null): FoldedNode => ({
    id: nextId++,
    frame,
    parent,
    children: new Map(),
    selfSize: 0,
  });
  const childOf = (parent: FoldedNode, frame: Runtime.CallFrame): FoldedNode => {
    const key = frameKey(frame);
    const known = parent.children.get(key) ?? makeNode(frame, parent);
    parent.children.set(key, known);
    return known;
  };
  const root = makeNode(head.callFrame, null);
  const callerOfHarness = (node: FoldedNode): FoldedNode => {
    if (node.frame === LAPTIME_FRAME) return node.parent!;
    for (let at: FoldedNode | null = node; at; at = at.parent) if (!isOfNode(at.frame)) return node;
    return root;
  };
  const foldedIds = new Map<number, number>();
  const open: { readonly node: V8HeapNode; readonly into: FoldedNode; readonly part: StackPart }[] = [
    { node: head, into: root, part: 'outside' },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, into, part } = next;
    if (part !== 'harness') {
      into.selfSize += node.selfSize;
      foldedIds.set(node.id, into.id);
    }
    for (const child of node.children) {
      const childPart = frames.partOf(child.callFrame, part);
      if (frames.isHarness(child.callFrame))
        open.push({ node: child, into: childOf(callerOfHarness(into), LAPTIME_FRAME), part: childPart });
      // What the harness calls before it calls the benchmark is dropped; it still leads to it.
      else open.push({ node: child, into: part === 'harness' ? into : childOf(into, child.callFrame), part });
    }
  }
  const left = samples.flatMap((sample) => {
    const nodeId = foldedIds.get(sample.nodeId);
    return nodeId === undefined ? [] : [{ ...sample, nodeId }];
  });
  return { head: toNode(root), samples: left };
}

/** As deep as V8 samples stacks, which is 128 frames. */
function toNode({ id, frame, selfSize, children }: FoldedNode): V8HeapNode {
  return { callFrame: frame, selfSize, id, children: [...children.values()].map(toNode).filter(isOfUse) };
}

const isOfUse = ({ selfSize, children }: V8HeapNode): boolean => selfSize > 0 || children.length > 0;
