import type { RuleCosts } from '../../cost.ts';

const idsOf = (n: number) => Array.from({ length: n }, (_, index) => `id-${index}`);

export const costs: RuleCosts = {
  size: {
    unit: 'elements',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const seen = new Set(idsOf(n));
      // oxlint-disable-next-line unicorn/prefer-set-size -- what the rule finds
      return { before: () => [...seen].length, after: () => seen.size };
    },
  },
  first: {
    unit: 'elements',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const cache = new Map(idsOf(n).map((id) => [id, id.length]));
      return { before: () => [...cache.keys()][0], after: () => cache.keys().next().value };
    },
  },
};
