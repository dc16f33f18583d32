import type { RuleCosts } from '../../cost.ts';

/** So many ids to keep, and so many rows of which half have one of them. */
function input(n: number) {
  const ids = Array.from({ length: n }, (_, index) => `id-${index * 2}`);
  const rows = Array.from({ length: n }, (_, index) => ({ id: `id-${index}`, size: index }));
  return { ids, rows };
}

export const costs: RuleCosts = {
  includes: {
    unit: 'elements in the list and turns',
    sizes: [8, 100, 10_000],
    prepare(n) {
      const { ids, rows } = input(n);
      return {
        before: () => rows.filter((row) => ids.includes(row.id)).length,
        after() {
          const idSet = new Set(ids);
          return rows.filter((row) => idSet.has(row.id)).length;
        },
      };
    },
  },
  indexOf: {
    unit: 'elements in the list and turns',
    sizes: [8, 100, 10_000],
    prepare(n) {
      const { ids, rows } = input(n);
      return {
        before() {
          let size = 0;
          for (const row of rows) if (ids.indexOf(row.id) === -1) size += row.size;
          return size;
        },
        after() {
          const idSet = new Set(ids);
          let size = 0;
          for (const row of rows) if (!idSet.has(row.id)) size += row.size;
          return size;
        },
      };
    },
  },
};
