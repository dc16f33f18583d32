import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  stringify: {
    unit: 'objects',
    sizes: [1, 100, 1000],
    differs: 'one text has spaces',
    prepare(n) {
      const users = Array.from({ length: n }, (_, index) => ({
        id: index,
        name: `user ${index}`,
        tags: ['a', 'b'],
        address: { city: 'Berlin', street: `${index} Main Street` },
      }));
      return {
        before: () => JSON.stringify(users, null, 2),
        after: () => JSON.stringify(users),
      };
    },
  },
};
