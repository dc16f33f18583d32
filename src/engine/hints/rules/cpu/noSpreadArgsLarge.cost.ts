import type { RuleCosts } from '../../cost.ts';

const valuesOf = (n: number) => Array.from({ length: n }, (_, index) => (index * 7919) % 100_003);

export const costs: RuleCosts = {
  max: {
    unit: 'elements',
    sizes: [10, 1000, 100_000],
    failsAt: 200_000,
    prepare(n) {
      const values = valuesOf(n);
      return {
        before: () => Math.max(...values),
        after() {
          let most = -Infinity;
          for (const value of values) if (value > most) most = value;
          return most;
        },
      };
    },
  },
  push: {
    unit: 'elements',
    sizes: [10, 1000, 100_000],
    failsAt: 200_000,
    prepare(n) {
      const values = valuesOf(n);
      return {
        before() {
          const all: number[] = [];
          all.push(...values);
          return all;
        },
        after() {
          const all: number[] = [];
          for (const value of values) all.push(value);
          return all;
        },
      };
    },
  },
};
