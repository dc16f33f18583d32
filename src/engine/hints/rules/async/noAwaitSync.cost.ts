import type { RuleCosts } from '../../cost.ts';

const pricesOf = (n: number) => Array.from({ length: n }, (_, index) => index % 97);
const withTax = (price: number): number => price * 1.2;

export const costs: RuleCosts = {
  value: {
    unit: 'values',
    sizes: [10, 1000, 10_000],
    prepare(n) {
      const prices = pricesOf(n);
      return {
        async before() {
          let sum = 0;
          // oxlint-disable-next-line typescript/await-thenable -- what is measured
          for (const price of prices) sum += await withTax(price);
          return sum;
        },
        async after() {
          let sum = 0;
          for (const price of prices) sum += withTax(price);
          return sum;
        },
      };
    },
  },
  each: {
    unit: 'elements',
    sizes: [10, 1000, 10_000],
    prepare(n) {
      const prices = pricesOf(n);
      return {
        async before() {
          let sum = 0;
          // oxlint-disable-next-line typescript/await-thenable -- what is measured
          for await (const price of prices) sum += price;
          return sum;
        },
        async after() {
          let sum = 0;
          for (const price of prices) sum += price;
          return sum;
        },
      };
    },
  },
  map: {
    unit: 'elements',
    sizes: [10, 1000, 10_000],
    prepare(n) {
      const prices = pricesOf(n);
      return {
        before: async () => Promise.all(prices.map(async (price) => withTax(price))),
        after: async () => prices.map((price) => withTax(price)),
      };
    },
  },
};
