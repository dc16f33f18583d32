import type { RuleCosts } from '../../cost.ts';

interface Row {
  readonly id: number;
  readonly name?: string | undefined;
  readonly price?: number | undefined;
  readonly note?: string | undefined;
}

const slowRow = (id: number): Row => ({
  id,
  ...(id % 2 === 0 && { name: 'a' }),
  ...(id % 3 === 0 && { price: id % 97 }),
  ...(id % 5 === 0 && { note: 'b' }),
});

const fastRow = (id: number): Row => ({
  id,
  name: id % 2 === 0 ? 'a' : undefined,
  price: id % 3 === 0 ? id % 97 : undefined,
  note: id % 5 === 0 ? 'b' : undefined,
});

function sumOf(rows: readonly Row[]): number {
  let sum = 0;
  for (const { id, price, note } of rows) sum += id + (price ?? 0) + (note === undefined ? 0 : 1);
  return sum;
}

export const costs: RuleCosts = {
  make: {
    unit: 'objects',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const ids = Array.from({ length: n }, (_, index) => index);
      return { before: () => ids.map(slowRow).length, after: () => ids.map(fastRow).length };
    },
  },
  reads: {
    unit: 'objects that are read later',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const ids = Array.from({ length: n }, (_, index) => index);
      const [slow, fast] = [ids.map(slowRow), ids.map(fastRow)];
      return { before: () => sumOf(slow), after: () => sumOf(fast) };
    },
  },
};
