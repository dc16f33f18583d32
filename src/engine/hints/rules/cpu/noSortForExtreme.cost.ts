import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  first: {
    unit: 'elements',
    sizes: [10, 1000, 100_000],
    prepare(n) {
      const offers = Array.from({ length: n }, (_, index) => ({ price: (index * 7919) % 1_000_003 }));
      return {
        before: () => offers.toSorted((a, b) => a.price - b.price)[0],
        after: () => offers.reduce((a, b) => (b.price < a.price ? b : a), offers[0]!),
      };
    },
  },
};
