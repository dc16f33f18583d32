import type { RuleCosts } from '../../cost.ts';

interface Row {
  id: number;
  name: string;
  price: number;
  total?: number;
}

const idsOf = (n: number) => Array.from({ length: n }, (_, index) => index);
const rowOf = (id: number): Row => ({ id, name: 'a', price: id % 97 });

export const costs: RuleCosts = {
  spread: {
    unit: 'objects',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const ids = idsOf(n);
      return {
        before: () => ids.map((id) => ({ id, name: 'a', price: id % 97 })).map((row) => ({ ...row, total: row.price * 2 })),
        after: () => ids.map((id) => ({ id, name: 'a', price: id % 97, total: (id % 97) * 2 })),
      };
    },
  },
  rest: {
    unit: 'objects',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const rows = idsOf(n).map(rowOf);
      return {
        before: () => rows.map(({ id: _id, ...rest }) => rest),
        after: () => rows.map(({ name, price }) => ({ name, price })),
      };
    },
  },
};
