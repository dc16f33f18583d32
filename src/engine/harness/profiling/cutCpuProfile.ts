import type { Profiler, Runtime } from 'node:inspector';
import { frameKey, isOfNode, LAPTIME_FRAME, type HarnessFrames, type StackPart } from './harnessFrames.ts';

/** When the measured part ran: microseconds on V8's clock, in order. */
export interface Stretches {
  readonly startsUs: readonly number[];
  readonly endsUs: readonly number[];
}

interface CutNode {
  readonly id: number;
  readonly frame: Runtime.CallFrame;
  readonly parent: CutNode | null;
  readonly children: Map<string, CutNode>;
  hits: number;
  readonly ticks: Map<number, number>;
}

interface Cut {
  readonly node: CutNode;
  readonly part: StackPart;
}

/**
 * Leaves of a profile what was sampled while the measured part ran, joined as if nothing had been in between, so that its duration is
 * the time that was measured; of that, not what the stacks say was the harness, which is close around short parts. The harness's
 * functions become one, with what of Node calls it.
 */
export function cutCpuProfile(profile: Profiler.Profile, stretches: Stretches, frames: HarnessFrames): Profiler.Profile {
  const nodes: CutNode[] = [];
  const makeNode = (frame: Runtime.CallFrame, parent: CutNode | null): CutNode => {
    const node: CutNode = { id: nodes.length + 1, frame, parent, children: new Map(), hits: 0, ticks: new Map() };
    nodes.push(node);
    return node;
  };
  const childOf = (parent: CutNode, frame: Runtime.CallFrame): CutNode => {
    const key = frameKey(frame);
    const known = parent.children.get(key) ?? makeNode(frame, parent);
    parent.children.set(key, known);
    return known;
  };
  const given = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id] as const)));
  const root = makeNode(profile.nodes[0]!.callFrame, null);
  const cutOf = new Map<number, Cut>([[profile.nodes[0]!.id, { node: root, part: 'outside' }]]);

  function cut(id: number): Cut {
    // A loop, not recursion: stacks may be very deep.
    const missing: number[] = [];
    let at = id;
    for (; !cutOf.has(at); at = parents.get(at)!) missing.push(at);
    let { node, part } = cutOf.get(at)!;
    for (const next of missing.toReversed()) {
      const frame = given.get(next)!.callFrame;
      part = frames.partOf(frame, part);
      node = frames.isHarness(frame) ? childOf(callerOfHarness(node), LAPTIME_FRAME) : childOf(node, frame);
      cutOf.set(next, { node, part });
    }
    return cutOf.get(id)!;
  }

  /** Below the benchmark's own code it is what that called; above it, all that there is. */
  function callerOfHarness(node: CutNode): CutNode {
    if (node.frame === LAPTIME_FRAME) return node.parent!;
    for (let at: CutNode | null = node; at; at = at.parent) if (!isOfNode(at.frame)) return node;
    return root;
  }

  const samples: number[] = [];
  const timeDeltas: number[] = [];
  const kept = new Map<number, number>();
  let beforeUs = 0;
  for (const [sample, atUs] of keptSamples(profile, stretches)) {
    const id = profile.samples![sample]!;
    const { node, part } = cut(id);
    if (part === 'harness') continue;
    node.hits++;
    samples.push(node.id);
    timeDeltas.push(Math.round(atUs) - beforeUs);
    beforeUs = Math.round(atUs);
    kept.set(id, (kept.get(id) ?? 0) + 1);
  }
  for (const [id, count] of kept) addTicks(cutOf.get(id)!.node, given.get(id)!.positionTicks ?? [], count);
  const totalUs = stretches.startsUs.reduce((sum, startUs, place) => sum + stretches.endsUs[place]! - startUs, 0);
  return { nodes: nodesInUse(root).map(toNode), startTime: 0, endTime: Math.max(Math.round(totalUs), beforeUs), samples, timeDeltas };
}

/** Places of samples in a stretch, each with its time on a clock that ran only then, µs. */
function* keptSamples(
  { startTime, samples = [], timeDeltas = [] }: Profiler.Profile,
  { startsUs, endsUs }: Stretches,
): Generator<[number, number]> {
  let atUs = startTime;
  let stretch = 0;
  let beforeUs = 0;
  for (let sample = 0; sample < samples.length; sample++) {
    atUs += timeDeltas[sample] ?? 0;
    while (stretch < startsUs.length && endsUs[stretch]! < atUs) {
      beforeUs += endsUs[stretch]! - startsUs[stretch]!;
      stretch++;
    }
    if (stretch >= startsUs.length) return;
    if (startsUs[stretch]! <= atUs) yield [sample, beforeUs + atUs - startsUs[stretch]!];
  }
}

/** V8 counts lines over all samples of a node; of those that are left, each line has its share. */
function addTicks({ ticks }: CutNode, given: readonly Profiler.PositionTickInfo[], kept: number): void {
  const all = given.reduce((sum, each) => sum + each.ticks, 0);
  let seen = 0;
  let counted = 0;
  for (const { line, ticks: count } of given) {
    seen += count;
    // The rounded sums, so that nothing is lost by rounding.
    const upTo = Math.round((seen * Math.min(kept, all)) / all);
    if (upTo > counted) ticks.set(line, (ticks.get(line) ?? 0) + upTo - counted);
    counted = upTo;
  }
}

/** Without what only led to samples that were dropped. */
function nodesInUse(root: CutNode): CutNode[] {
  const all: CutNode[] = [root];
  for (let place = 0; place < all.length; place++) all.push(...all[place]!.children.values());
  for (const { hits, children, parent, frame } of all.toReversed()) {
    if (parent && hits === 0 && children.size === 0) parent.children.delete(frameKey(frame));
  }
  return all.filter(({ hits, children, parent }) => hits > 0 || children.size > 0 || parent === null);
}

function toNode({ id, frame, hits, children, ticks }: CutNode): Profiler.ProfileNode {
  return {
    id,
    callFrame: frame,
    hitCount: hits,
    ...(children.size > 0 && { children: [...children.values()].map((child) => child.id) }),
    ...(ticks.size > 0 && frame !== LAPTIME_FRAME && { positionTicks: [...ticks].map(([line, count]) => ({ line, ticks: count })) }),
  };
}
