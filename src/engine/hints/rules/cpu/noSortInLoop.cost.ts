import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  sort: {
    unit: 'elements',
    sizes: [20, 200, 1000],
    prepare(n) {
      const values = Array.from({ length: n }, (_, index) => Math.imul(index + 1, 0x9e3779b1) >>> 0);
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
