import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  any: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const users = Array.from({ length: n }, (_, index) => ({ id: index, isAdmin: index === Math.floor(n / 2) }));
      return {
        before: () => users.filter((user) => user.isAdmin).length > 0,
        after: () => users.some((user) => user.isAdmin),
      };
    },
  },
};
