import type { RuleCosts } from '../../cost.ts';

const numbersOf = (n: number) => Array.from({ length: n }, (_, index) => ((index * 7919) % 1009) + index / 64);

export const costs: RuleCosts = {
  fixed: {
    unit: 'numbers',
    sizes: [10, 100, 1000],
    prepare(n) {
      const numbers = numbersOf(n);
      return {
        before: () => numbers.map((number) => Number(number.toFixed(1))),
        after: () => numbers.map((number) => Math.round(number * 10) / 10),
      };
    },
    differs: 'some halves are rounded the other way',
  },
  hypot: {
    unit: 'points',
    sizes: [10, 100, 1000],
    prepare(n) {
      const numbers = numbersOf(n);
      return {
        before: () => numbers.map((x) => Math.hypot(x, x + 3)),
        after: () => numbers.map((x) => Math.sqrt(x * x + (x + 3) * (x + 3))),
      };
    },
    differs: 'the last digit',
  },
};
