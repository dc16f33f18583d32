import type { RuleCosts } from '../../cost.ts';

interface Row {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
}

const rowsOf = (n: number): Row[] => Array.from({ length: n }, (_, id) => ({ a: id, b: id + 1, c: id % 3, d: 4, e: id * 2 }));

export const costs: RuleCosts = {
  keys: {
    unit: 'objects with five properties',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before() {
          let sum = 0;
          for (const row of rows) for (const key of Object.keys(row)) sum += row[key as keyof Row];
          return sum;
        },
        after() {
          let sum = 0;
          for (const row of rows) for (const key in row) sum += row[key as keyof Row];
          return sum;
        },
      };
    },
  },
  entries: {
    unit: 'objects with five properties',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before() {
          let sum = 0;
          for (const row of rows) for (const [key, value] of Object.entries(row) as [string, number][]) sum += key.length * value;
          return sum;
        },
        after() {
          let sum = 0;
          for (const row of rows) for (const key in row) sum += key.length * row[key as keyof Row];
          return sum;
        },
      };
    },
  },
  dictionary: {
    unit: 'keys of a dictionary',
    sizes: [10, 100, 1000],
    prepare(n) {
      const prices: Record<string, number> = {};
      for (let index = 0; index < n; index += 1) prices[`item-${index * 7}`] = index % 97;
      return {
        before() {
          let sum = 0;
          for (const [name, price] of Object.entries(prices)) sum += name.length * price;
          return sum;
        },
        after() {
          let sum = 0;
          for (const name in prices) sum += name.length * prices[name]!;
          return sum;
        },
      };
    },
  },
};
