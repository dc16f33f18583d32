import type { RuleCosts } from '../../cost.ts';

/** Each one twice. */
const idsOf = (n: number) => Array.from({ length: n }, (_, index) => `id-${(index * 7) % Math.ceil(n / 2)}`);

export const costs: RuleCosts = {
  filter: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const ids = idsOf(n);
      return {
        before: () => ids.filter((id, index) => ids.indexOf(id) === index),
        after: () => [...new Set(ids)],
      };
    },
  },
  grow: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const ids = idsOf(n);
      return {
        before() {
          const unique: string[] = [];
          for (const id of ids) if (!unique.includes(id)) unique.push(id);
          return unique;
        },
        after: () => [...new Set(ids)],
      };
    },
  },
};
