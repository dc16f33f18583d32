import type { Timeline } from '../profile.ts';

export interface SampleTimes {
  /** The node of each sample, in the order of the file. */
  readonly nodes: Int32Array;
  /** Microseconds from the sample before it to each; the first one from the start of the profile. As many as there are samples. */
  readonly deltasUs: Float64Array;
  /** From the start of the profile to its end; null where it is not known. */
  readonly lengthUs: number | null;
}

/** The last sample reaches to the end of the profile, unless the end is this many times farther than usual: writing it took time, too. */
const MOST_LAST_INTERVALS = 10;

/**
 * Each sample stands for the time until the next one, as Chrome's tools have it. V8 writes some samples later than they were taken:
 * they are put in the order of time.
 */
export function timelineOf({ nodes, deltasUs, lengthUs }: SampleTimes): Timeline {
  const count = nodes.length;
  if (count === 0) return { nodes, startsUs: new Float64Array(1) };
  const takenUs = new Float64Array(count);
  let [atUs, isSorted] = [0, true];
  for (let index = 0; index < count; index += 1) {
    const delta = deltasUs[index]!;
    if (delta < 0 && index > 0) isSorted = false;
    atUs += delta;
    takenUs[index] = atUs;
  }
  let sortedNodes = nodes;
  if (!isSorted) {
    // Stable: of samples at one moment, the one that was written first comes first.
    const order = Uint32Array.from(nodes.keys()).toSorted((a, b) => takenUs[a]! - takenUs[b]! || a - b);
    sortedNodes = Int32Array.from(order, (index) => nodes[index]!);
    takenUs.sort();
  }
  const firstUs = takenUs[0]!;
  const spanUs = takenUs[count - 1]! - firstUs;
  const meanUs = count > 1 ? spanUs / (count - 1) : 0;
  const restUs = lengthUs === null ? -1 : lengthUs - takenUs[count - 1]!;
  const lastUs = restUs >= 0 && (count === 1 || restUs <= MOST_LAST_INTERVALS * meanUs) ? restUs : meanUs;
  const startsUs = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) startsUs[index] = takenUs[index]! - firstUs;
  startsUs[count] = spanUs + lastUs;
  return { nodes: sortedNodes, startsUs };
}
