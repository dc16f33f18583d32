import type { RuleCosts } from '../../cost.ts';

type Tags = readonly string[];

const isSame = (a: Tags, b: Tags): boolean => a.length === b.length && a.every((tag, index) => tag === b[index]);

const tagsOf = (n: number, seed: number): Tags => Array.from({ length: n }, (_, index) => `tag-${(index * 31 + seed) % 1009}`);

/** Pairs of lists, which differ where `seedOf` gives another number for the second. */
function pairOf(n: number, seedOf: (row: number) => number) {
  const pairs = Array.from({ length: 100 }, (_, row): readonly [Tags, Tags] => [tagsOf(n, row), tagsOf(n, seedOf(row))]);
  return {
    before: () => pairs.filter(([a, b]) => JSON.stringify(a) === JSON.stringify(b)).length,
    after: () => pairs.filter(([a, b]) => isSame(a, b)).length,
  };
}

export const costs: RuleCosts = {
  list: { unit: 'elements, all the same', sizes: [5, 50, 1000], prepare: (n) => pairOf(n, (row) => row) },
  early: { unit: 'elements, of which the first differ', sizes: [5, 50, 1000], prepare: (n) => pairOf(n, (row) => row + 1) },
};
