import type { RuleCosts } from '../../cost.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly isOpen: boolean;
  readonly price: number;
}

const rowsOf = (n: number): Row[] =>
  Array.from({ length: n }, (_, id) => ({ id, name: `row ${id}`, isOpen: id % 2 === 0, price: id % 97 }));

export const costs: RuleCosts = {
  object: {
    unit: 'objects',
    sizes: [1, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before: () => rows.map((row) => JSON.parse(JSON.stringify(row)) as Row),
        after: () => rows.map((row) => ({ ...row })),
      };
    },
  },
  list: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const names = rowsOf(n).map(({ name }) => name);
      return {
        before: () => JSON.parse(JSON.stringify(names)) as string[],
        after: () => [...names],
      };
    },
  },
  rows: {
    unit: 'objects',
    sizes: [10, 100, 1000],
    prepare(n) {
      const rows = rowsOf(n);
      return {
        before: () => JSON.parse(JSON.stringify(rows)) as Row[],
        after: () => rows.map((row) => ({ ...row })),
      };
    },
  },
};
