import type { SeededRandom } from '../seededRandom.ts';

const TREES = 100;
const SAMPLE = 256;
const EULER = 0.5772156649015329;

/**
 * Anomaly score of each value, 0 to 1: Liu, Ting and Zhou (2008), "Isolation forest", ICDM, with their 100 trees over samples of 256. Values
 * that few random splits isolate score near 1, others under 0.5. Of our own: the two npm packages of 2026 draw from Math.random, so
 * that no result repeats, and neither has seen a change in years.
 */
export function isolationScores(values: readonly number[], random: SeededRandom): number[] {
  const size = Math.min(SAMPLE, values.length);
  const deepest = Math.ceil(Math.log2(Math.max(2, size)));
  const trees = Array.from({ length: TREES }, () => grow(sample(values, size, random), 0, deepest, random));
  const usual = meanSearchLength(size);
  return values.map((value) => {
    const mean = trees.reduce((sum, tree) => sum + pathLength(tree, value), 0) / TREES;
    return usual > 0 ? 2 ** (-mean / usual) : 0.5;
  });
}

type Node = { readonly count: number } | { readonly at: number; readonly left: Node; readonly right: Node };

/** `values` in ascending order: a split is then a cut. */
function grow(values: Float64Array, depth: number, deepest: number, random: SeededRandom): Node {
  const [low, high] = [values[0]!, values.at(-1)!];
  if (depth >= deepest || values.length <= 1 || low === high) return { count: values.length };
  const at = low + random.uniform() * (high - low);
  let cut = values.findIndex((value) => value > at);
  // Rounding may put the split on the highest value.
  if (cut === -1) cut = values.length - 1;
  return {
    at,
    left: grow(values.subarray(0, cut), depth + 1, deepest, random),
    right: grow(values.subarray(cut), depth + 1, deepest, random),
  };
}

function pathLength(tree: Node, value: number): number {
  let node = tree;
  let depth = 0;
  for (; 'at' in node; depth += 1) node = value > node.at ? node.right : node.left;
  return depth + meanSearchLength(node.count);
}

/** Mean length of an unsuccessful search in a binary search tree of n values: their equation 1. */
function meanSearchLength(n: number): number {
  if (n <= 1) return 0;
  return n === 2 ? 1 : 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}

/** Without replacement, by the first steps of a shuffle (Fisher and Yates), in ascending order. */
function sample(values: readonly number[], size: number, { uniform }: SeededRandom): Float64Array {
  const moved = new Map<number, number>();
  const chosen = new Float64Array(size);
  for (let place = 0; place < size; place += 1) {
    const other = place + Math.floor(uniform() * (values.length - place));
    chosen[place] = values[moved.get(other) ?? other]!;
    moved.set(other, moved.get(place) ?? place);
  }
  return chosen.toSorted();
}
