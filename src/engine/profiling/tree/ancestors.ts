import type { CallTree } from './callTree.ts';

/** Finds what is above nodes in few steps, however deep they are. */
export interface Ancestors {
  /** How deep two nodes have their calls in common. */
  sharedDepth(one: number, other: number): number;
  /** The node itself, or what is above it at a depth. */
  at(node: number, depth: number): number;
}

/**
 * Each node knows its parent, and one farther up, so that any of them is reached in steps that grow as the logarithm of the depth: E. W.
 * Myers, "An applicative random-access stack", Information Processing Letters 17 (1983).
 */
export function ancestorsOf({ depthOf, parentOf }: Pick<CallTree, 'depthOf' | 'parentOf'>): Ancestors {
  const jumpOf = new Int32Array(depthOf.length);
  for (let node = 1; node < depthOf.length; node += 1) {
    const parent = parentOf[node]!;
    const far = jumpOf[parent]!;
    const farther = jumpOf[far]!;
    const step = depthOf[parent]! - depthOf[far]!;
    const nextStep = depthOf[far]! - depthOf[farther]!;
    jumpOf[node] = step === nextStep ? farther : parent;
  }
  const at = (node: number, depth: number): number => {
    let found = node;
    while (depthOf[found]! > depth) found = depthOf[jumpOf[found]!]! >= depth ? jumpOf[found]! : parentOf[found]!;
    return found;
  };
  return {
    at,
    sharedDepth(one, other) {
      let [a, b] = [one, other];
      if (depthOf[a]! > depthOf[b]!) a = at(a, depthOf[b]!);
      else if (depthOf[b]! > depthOf[a]!) b = at(b, depthOf[a]!);
      while (a !== b) {
        const isFar = jumpOf[a] !== jumpOf[b];
        a = isFar ? jumpOf[a]! : parentOf[a]!;
        b = isFar ? jumpOf[b]! : parentOf[b]!;
      }
      return depthOf[a]!;
    },
  };
}
