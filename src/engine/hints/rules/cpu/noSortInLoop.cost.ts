import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  sort: {
    unit: 'elements',
    sizes: [20, 200, 1000],
    prepare(n) {
      const values = Array.from({ length: n }, (_, index) => (index * 7919) % 10_007);
      const compare = (a: number, b: number) => a - b;
      return {
        before() {
          const sorted: number[] = [];
          for (const value of values) {
            sorted.push(value);
            sorted.sort(compare);
          }
          return sorted;
        },
        after() {
          const sorted: number[] = [];
          for (const value of values) sorted.push(value);
          sorted.sort(compare);
          return sorted;
        },
      };
    },
  },
};
