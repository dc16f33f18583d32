import type { RuleCosts } from '../../cost.ts';

const pricesOf = (n: number) => Array.from({ length: n }, (_, index) => (index * 37) % 101);

function totalOfSlices(prices: readonly number[]): number {
  return prices.length === 0 ? 0 : prices[0]! + totalOfSlices(prices.slice(1));
}

function totalOfRest([first, ...rest]: readonly number[]): number {
  return first === undefined ? 0 : first + totalOfRest(rest);
}

function totalFrom(prices: readonly number[], from: number): number {
  return from === prices.length ? 0 : prices[from]! + totalFrom(prices, from + 1);
}

export const costs: RuleCosts = {
  slice: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const prices = pricesOf(n);
      return { before: () => totalOfSlices(prices), after: () => totalFrom(prices, 0) };
    },
  },
  rest: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const prices = pricesOf(n);
      return { before: () => totalOfRest(prices), after: () => totalFrom(prices, 0) };
    },
  },
};
