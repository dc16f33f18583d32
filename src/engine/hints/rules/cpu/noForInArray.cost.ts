import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  index: {
    unit: 'elements',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const prices = Array.from({ length: n }, (_, index) => (index * 37) % 101);
      return {
        before() {
          let sum = 0;
          // oxlint-disable-next-line typescript/no-for-in-array -- what the rule finds
          for (const index in prices) sum += prices[index as unknown as number]!;
          return sum;
        },
        after() {
          let sum = 0;
          for (const price of prices) sum += price;
          return sum;
        },
      };
    },
  },
};
