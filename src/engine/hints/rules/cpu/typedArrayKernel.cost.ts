import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  sort: {
    unit: 'numbers',
    sizes: [10, 1000, 100_000],
    prepare(n) {
      const numbers = Array.from({ length: n }, (_, index) => ((index * 7919) % 1009) + index / 64);
      return {
        before: () => numbers.toSorted((a, b) => a - b),
        // oxlint-disable-next-line unicorn/no-array-sort -- of a copy, as it is made anyway
        after: () => Array.from(Float64Array.from(numbers).sort()),
      };
    },
  },
};
