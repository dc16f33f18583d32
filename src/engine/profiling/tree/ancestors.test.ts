import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../stats/index.ts';
import { ancestorsOf } from './ancestors.ts';

/** From the root down. */
function pathOf(parentOf: Int32Array, node: number): number[] {
  const path = [];
  for (let at = node; at !== -1; at = parentOf[at]!) path.push(at);
  return path.toReversed();
}

describe('ancestorsOf', () => {
  it('finds what a walk up the tree finds', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const { uniform } = seededRandom(seed);
      const count = 300;
      const parentOf = new Int32Array(count).fill(-1);
      const depthOf = new Int32Array(count);
      for (let node = 1; node < count; node += 1) {
        // Near ones make deep trees, far ones wide trees.
        parentOf[node] = Math.floor(node - 1 - uniform() ** seed * (node - 1));
        depthOf[node] = depthOf[parentOf[node]!]! + 1;
      }
      const ancestors = ancestorsOf({ parentOf, depthOf });
      for (let turn = 0; turn < 500; turn += 1) {
        const [one, other] = [pathOf(parentOf, Math.floor(uniform() * count)), pathOf(parentOf, Math.floor(uniform() * count))];
        const shared = one.filter((node, depth) => other[depth] === node).length - 1;
        expect(ancestors.sharedDepth(one.at(-1)!, other.at(-1)!)).toBe(shared);
        const depth = Math.floor(uniform() * one.length);
        expect(ancestors.at(one.at(-1)!, depth)).toBe(one[depth]);
      }
    }
  });
});
