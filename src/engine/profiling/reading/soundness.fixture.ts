import type { Profile } from '../profile.ts';
import type { CallTree } from '../tree/callTree.ts';
import type { Frames } from '../tree/frames.ts';

/** Sums in two orders differ by rounding. */
const ROUNDING = 1e-9;

/** The first thing that is wrong with a profile, of all that what works on it relies on; empty where nothing is. */
export function faultOf({ tree, timeline, lineShares }: Profile): string {
  const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= ROUNDING * Math.max(1, tree.total[0]!);
  return treeFault(tree, isNear) || framesFault(tree.frames) || timelineFault() || linesFault();

  function timelineFault(): string {
    if (!timeline) return '';
    const { nodes, startsUs } = timeline;
    if (startsUs.length !== nodes.length + 1 || startsUs[0] !== 0) return 'the times of samples';
    if (!isNear(startsUs.at(-1)!, tree.total[0]!)) return `the end ${startsUs.at(-1)} is not the total ${tree.total[0]}`;
    for (let sample = 0; sample < nodes.length; sample += 1) {
      if (!(nodes[sample]! >= 0 && nodes[sample]! < tree.count)) return `the node of sample ${sample}`;
      if (!(startsUs[sample + 1]! >= startsUs[sample]!)) return `the time of sample ${sample}`;
    }
    return '';
  }

  function linesFault(): string {
    if (!lineShares) return '';
    const { firstOf, lines, values } = lineShares;
    if (firstOf.length !== tree.count + 1 || firstOf[tree.count] !== lines.length) return 'the places of lines';
    for (let node = 0; node < tree.count; node += 1) {
      let onLines = 0;
      for (let at = firstOf[node]!; at < firstOf[node + 1]!; at += 1) {
        if (!(lines[at]! > 0 && Number.isFinite(values[at]) && values[at]! >= 0)) return `line ${lines[at]} with ${values[at]}`;
        onLines += values[at]!;
      }
      if (onLines > tree.self[node]! && !isNear(onLines, tree.self[node]!)) return `lines have ${onLines} of ${tree.self[node]}`;
    }
    return '';
  }
}

function treeFault({ count, frameOf, parentOf, endOf, depthOf, self, total, frames }: CallTree, isNear: (a: number, b: number) => boolean) {
  if (!(count > 0 && parentOf[0] === -1 && depthOf[0] === 0 && endOf[0] === count)) return 'the root';
  const called = new Float64Array(count);
  let sum = 0;
  for (let node = count - 1; node >= 0; node -= 1) {
    const parent = parentOf[node]!;
    const where = `node ${node} of ${count}`;
    if (!(Number.isFinite(self[node]) && self[node]! >= 0)) return `${where}: self ${self[node]}`;
    if (!Number.isFinite(total[node]) || !isNear(total[node]!, self[node]! + called[node]!)) return `${where}: total ${total[node]}`;
    if (!(frameOf[node]! >= 0 && frameOf[node]! < frames.count)) return `${where}: frame ${frameOf[node]}`;
    sum += self[node]!;
    if (node === 0) continue;
    if (!(parent >= 0 && parent < node)) return `${where}: parent ${parent}`;
    if (!(endOf[node]! > node && endOf[node]! <= endOf[parent]!)) return `${where}: end ${endOf[node]}`;
    if (depthOf[node] !== depthOf[parent]! + 1) return `${where}: depth ${depthOf[node]}`;
    called[parent]! += total[node]!;
  }
  return isNear(sum, total[0]!) ? '' : `the sum of self ${sum} is not the total ${total[0]}`;
}

function framesFault({ count, names, urls, lines, columns, strings }: Frames): string {
  for (let frame = 0; frame < count; frame += 1) {
    if (typeof strings[names[frame]!] !== 'string' || typeof strings[urls[frame]!] !== 'string') return `the texts of frame ${frame}`;
    if (!(lines[frame]! >= 0 && columns[frame]! >= 0)) return `the place of frame ${frame}`;
  }
  return '';
}
