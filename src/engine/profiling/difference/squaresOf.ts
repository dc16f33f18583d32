import type { Profile } from '../profile.ts';

/** By node, the sum of the squares of what its own samples stand for; 0 where the profile does not know its samples. */
export function squaresOf({ unit, tree, timeline }: Profile, samples: Int32Array | null): Float64Array {
  const squares = new Float64Array(tree.count);
  if (timeline) {
    const { nodes, startsUs } = timeline;
    for (let sample = 0; sample < nodes.length; sample += 1) squares[nodes[sample]!]! += (startsUs[sample + 1]! - startsUs[sample]!) ** 2;
  } else if (unit === 'samples') squares.set(tree.self);
  else if (samples) {
    // Of one node they are about alike.
    for (let node = 0; node < tree.count; node += 1) squares[node] = tree.self[node]! ** 2 / Math.max(1, samples[node]!);
  }
  return squares;
}
