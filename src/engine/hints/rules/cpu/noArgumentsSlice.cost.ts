import type { RuleCosts } from '../../cost.ts';

type List = (...values: number[]) => number[];

const sliced: List = function () {
  return Array.prototype.slice.call(arguments) as number[];
};
const copied: List = function () {
  return Array.from(arguments as ArrayLike<number>);
};
const rest: List = (...values) => values;

const numbersOf = (n: number) => Array.from({ length: n }, (_, index) => index);

export const costs: RuleCosts = {
  slice: {
    unit: 'calls with three arguments',
    sizes: [10, 100, 1000],
    prepare(n) {
      const numbers = numbersOf(n);
      return { before: () => numbers.map((number) => sliced(number, 1, 2)), after: () => numbers.map((number) => rest(number, 1, 2)) };
    },
  },
  from: {
    unit: 'calls with three arguments',
    sizes: [10, 100, 1000],
    prepare(n) {
      const numbers = numbersOf(n);
      return { before: () => numbers.map((number) => copied(number, 1, 2)), after: () => numbers.map((number) => rest(number, 1, 2)) };
    },
  },
};
