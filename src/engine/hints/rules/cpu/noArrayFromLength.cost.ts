import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  from: {
    unit: 'elements',
    sizes: [10, 100, 10_000],
    prepare: (n) => ({
      before: () => Array.from({ length: n }, (_, index) => index * index),
      after() {
        const squares: number[] = [];
        for (let index = 0; index < n; index += 1) squares.push(index * index);
        return squares;
      },
    }),
  },
  keys: {
    unit: 'elements',
    sizes: [10, 100, 10_000],
    prepare: (n) => ({
      before: () => [...Array(n).keys()],
      after() {
        const places: number[] = [];
        for (let index = 0; index < n; index += 1) places.push(index);
        return places;
      },
    }),
  },
};
