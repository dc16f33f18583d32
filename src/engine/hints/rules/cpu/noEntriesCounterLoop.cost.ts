import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  entries: {
    unit: 'elements',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const prices = Array.from({ length: n }, (_, index) => (index * 37) % 101);
      return {
        before() {
          let sum = 0;
          for (const [index, price] of prices.entries()) sum += index * price;
          return sum;
        },
        after() {
          let sum = 0;
          for (let index = 0; index < prices.length; index += 1) sum += index * prices[index]!;
          return sum;
        },
      };
    },
  },
};
