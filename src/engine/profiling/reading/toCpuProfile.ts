import { UserError } from '../../../base/errors.ts';
import type { LineShares, Profile, Timeline } from '../profile.ts';
import { orderNodes } from '../tree/callTree.ts';
import { orderLines } from '../tree/lineShares.ts';
import { NumberIndex } from '../tree/numberIndex.ts';
import type { CpuNodes } from './cpuNodes.ts';
import { timelineOf } from './timelineOf.ts';

export interface CpuParts {
  readonly nodes: CpuNodes;
  /** The id of the node of each sample. Empty where the file has none. */
  readonly sampleIds: Int32Array;
  /** Microseconds from the sample before it to each. */
  readonly deltasUs: Float64Array;
  /** Not numbers where the file does not say. */
  readonly startUs: number;
  readonly endUs: number;
}

type IndexOf = (id: number) => number;

/** Joins what a file says of one profile. */
export function toCpuProfile({ nodes, sampleIds, deltasUs, startUs, endUs }: CpuParts): Profile {
  const problems: string[] = [];
  const indexOf = indexById(nodes);
  const lengthUs = endUs >= startUs ? endUs - startUs : null;
  const timeline =
    sampleIds.length === 0 ? null : timelineOf({ ...knownSamples(sampleIds, deltasUs, lengthUs, indexOf, problems), lengthUs });
  const self = timeline ? selfOf(timeline, nodes.count) : selfOfHits(nodes.hits.toArray(), lengthUs);

  const nowhere = nodes.strings.noText;
  const strings = nodes.strings.strings();
  const rootFrame = nodes.frames.idOf(strings.length - 1, nowhere, 0, 0);
  const loose = {
    frames: nodes.frames.toFrames(strings),
    frameOf: nodes.frameOf.toArray(),
    parentOf: parentsOf(nodes, indexOf),
    self,
  };
  const ordered = orderNodes(loose, rootFrame);
  if ('cycleAt' in ordered) throw wrongNode(nodes, ordered.cycleAt, 'is called by itself, or by what it calls');
  const { tree, nodeOf } = ordered;
  return {
    unit: timeline || lengthUs !== null ? 'microseconds' : 'samples',
    tree,
    timeline: timeline && { ...timeline, nodes: timeline.nodes.map((node) => nodeOf[node]!) },
    lineShares: lineSharesOf(nodes, nodeOf, tree.self),
    problems,
  };
}

/** From ids to places in the lists; -1 for an id that no node has. */
function indexById(nodes: CpuNodes): IndexOf {
  const ids = nodes.ids.toArray();
  const largest = ids.reduce((most, id) => Math.max(most, id), 0);
  const twice = (index: number) => wrongNode(nodes, index, `has the id ${ids[index]}, which another node has`);
  // V8 counts nodes from 1; others may take any numbers.
  if (largest <= 4 * ids.length + 1024) {
    const table = new Int32Array(largest + 1).fill(-1);
    for (let index = 0; index < ids.length; index += 1) {
      if (table[ids[index]!] !== -1) throw twice(index);
      table[ids[index]!] = index;
    }
    return (id) => (id >= 0 && id <= largest ? table[id]! : -1);
  }
  const table = new NumberIndex();
  for (let index = 0; index < ids.length; index += 1) if (table.add(ids[index]!) !== index) throw twice(index);
  return (id) => table.placeOf(id);
}

function parentsOf(nodes: CpuNodes, indexOf: IndexOf): Int32Array {
  const parentOf = new Int32Array(nodes.count).fill(-1);
  const { callers, calledIds, parentIds } = nodes;
  for (let call = 0; call < callers.length; call += 1) {
    const caller = callers.at(call);
    const called = indexOf(calledIds.at(call));
    if (called === -1) throw wrongNode(nodes, caller, `calls the node ${calledIds.at(call)}, which is not there`);
    if (parentOf[called] !== -1 && parentOf[called] !== caller) throw wrongNode(nodes, called, 'is called by two nodes');
    parentOf[called] = caller;
  }
  for (let node = 0; node < nodes.count; node += 1) {
    const id = parentIds.at(node);
    if (id === 0) continue;
    const parent = indexOf(id);
    if (parent === -1) throw wrongNode(nodes, node, `is called by the node ${id}, which is not there`);
    if (parentOf[node] !== -1 && parentOf[node] !== parent) throw wrongNode(nodes, node, 'is called by two nodes');
    parentOf[node] = parent;
  }
  return parentOf;
}

/** Samples whose nodes are there: the time of the others goes to the ones before them. */
function knownSamples(
  ids: Int32Array,
  deltasUs: Float64Array,
  lengthUs: number | null,
  indexOf: IndexOf,
  problems: string[],
): { readonly nodes: Int32Array; readonly deltasUs: Float64Array } {
  if (deltasUs.length !== ids.length) {
    problems.push(`The file has ${ids.length} samples, and times of ${deltasUs.length}: all are taken to be equally far from each other.`);
  }
  const evenUs = (lengthUs ?? 0) / ids.length;
  const nodes = new Int32Array(ids.length);
  const deltas = new Float64Array(ids.length);
  let [count, waitingUs, unknown] = [0, 0, 0];
  for (let sample = 0; sample < ids.length; sample += 1) {
    const delta = deltasUs.length === ids.length ? deltasUs[sample]! : evenUs;
    const node = indexOf(ids[sample]!);
    if (node === -1) {
      unknown += 1;
      waitingUs += delta;
      continue;
    }
    nodes[count] = node;
    deltas[count] = delta + waitingUs;
    waitingUs = 0;
    count += 1;
  }
  if (unknown > 0) problems.push(`${unknown} of ${ids.length} samples are of nodes that the file does not have, and were left out.`);
  return { nodes: nodes.subarray(0, count), deltasUs: deltas.subarray(0, count) };
}

function selfOf({ nodes, startsUs }: Timeline, count: number): Float64Array {
  const self = new Float64Array(count);
  for (let sample = 0; sample < nodes.length; sample += 1) self[nodes[sample]!]! += startsUs[sample + 1]! - startsUs[sample]!;
  return self;
}

/** Of a file without samples: how often each node was seen, as time where the length of the profile is known. */
function selfOfHits(hits: Int32Array, lengthUs: number | null): Float64Array {
  const all = hits.reduce((sum, count) => sum + count, 0);
  const each = lengthUs === null || all === 0 ? 1 : lengthUs / all;
  return Float64Array.from(hits, (count) => count * each);
}

/** V8 counts the samples of each line of a node: its own time is theirs by their numbers. */
function lineSharesOf({ tickNodes, tickLines, ticks }: CpuNodes, nodeOf: Int32Array, self: Float64Array): LineShares | null {
  const nodes = tickNodes.toArray().map((node) => nodeOf[node]!);
  const ticksOf = new Float64Array(self.length);
  for (const [tick, node] of nodes.entries()) ticksOf[node]! += ticks.at(tick);
  const values = Float64Array.from(nodes, (node, tick) => (self[node]! * ticks.at(tick)) / ticksOf[node]!);
  return orderLines({ nodes, lines: tickLines.toArray(), values }, self.length);
}

const wrongNode = (nodes: CpuNodes, index: number, what: string): UserError =>
  new UserError('bad-profile', `The node at byte ${nodes.offsets.toArray()[index]} ${what}.`);
