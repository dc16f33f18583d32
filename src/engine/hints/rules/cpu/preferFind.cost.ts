import type { RuleCosts } from '../../cost.ts';

const usersOf = (n: number) => Array.from({ length: n }, (_, index) => ({ id: index, name: `user ${index}`, isActive: index % 7 !== 0 }));

export const costs: RuleCosts = {
  first: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const users = usersOf(n);
      const wanted = Math.floor(n / 2);
      return {
        // oxlint-disable-next-line unicorn/prefer-array-find -- what the rule finds
        before: () => users.filter((user) => user.id === wanted)[0],
        after: () => users.find((user) => user.id === wanted),
      };
    },
  },
};
