import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  first: {
    unit: 'elements',
    sizes: [10, 1000, 100_000],
    prepare(n) {
      const offers = Array.from({ length: n }, (_, index) => ({ price: Math.imul(index + 1, 0x9e3779b1) >>> 0 }));
      return {
        before: () => offers.toSorted((a, b) => a.price - b.price)[0],
        after: () => offers.reduce((a, b) => (b.price < a.price ? b : a), offers[0]!),
      };
    },
  },
};
