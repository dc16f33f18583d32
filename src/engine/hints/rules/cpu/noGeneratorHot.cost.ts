import type { RuleCosts } from '../../cost.ts';

interface Tree {
  readonly size: number;
  readonly parts: readonly Tree[];
}

/** With two parts each, and at the least n nodes. */
function treeOf(n: number): Tree {
  let trees: Tree[] = Array.from({ length: Math.ceil(n / 2) }, (_, index) => ({ size: index % 7, parts: [] }));
  while (trees.length > 1) {
    const above: Tree[] = [];
    for (let index = 0; index < trees.length; index += 2) above.push({ size: index % 5, parts: trees.slice(index, index + 2) });
    trees = above;
  }
  return trees[0]!;
}

function* nodesOf(tree: Tree): Generator<Tree> {
  yield tree;
  for (const part of tree.parts) yield* nodesOf(part);
}

function visit(tree: Tree, each: (tree: Tree) => void): void {
  each(tree);
  for (const part of tree.parts) visit(part, each);
}

function* evenOf(numbers: readonly number[]): Generator<number> {
  for (const number of numbers) if (number % 2 === 0) yield number;
}

/** The methods of iterators that are measured. */
interface Lazy {
  filter(test: (number: number) => boolean): Lazy;
  map(change: (number: number) => number): Lazy;
  toArray(): number[];
}

const numbersOf = (n: number) => Array.from({ length: n }, (_, index) => (index * 37) % 101);

export const costs: RuleCosts = {
  recursive: {
    unit: 'nodes of a tree',
    sizes: [16, 256, 4096],
    prepare(n) {
      const tree = treeOf(n);
      return {
        before() {
          let sum = 0;
          for (const { size } of nodesOf(tree)) sum += size;
          return sum;
        },
        after() {
          let sum = 0;
          visit(tree, ({ size }) => (sum += size));
          return sum;
        },
      };
    },
  },
  generator: {
    unit: 'elements',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const numbers = numbersOf(n);
      return {
        before() {
          let sum = 0;
          for (const number of evenOf(numbers)) sum += number;
          return sum;
        },
        after() {
          let sum = 0;
          for (const number of numbers) if (number % 2 === 0) sum += number;
          return sum;
        },
      };
    },
  },
  flatMap: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const numbers = numbersOf(n);
      return {
        before: () => numbers.flatMap((number) => (number % 2 === 0 ? [number * 3] : [])),
        after() {
          const found: number[] = [];
          for (const number of numbers) if (number % 2 === 0) found.push(number * 3);
          return found;
        },
      };
    },
  },
  helpers: {
    unit: 'elements',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const numbers = numbersOf(n);
      return {
        before: () =>
          // Methods of iterators are younger than the libraries that the types are checked with.
          (numbers.values() as unknown as Lazy)
            .filter((number) => number % 2 === 0)
            .map((number) => number * 3)
            .toArray(),
        after: () => numbers.filter((number) => number % 2 === 0).map((number) => number * 3),
      };
    },
  },
};
