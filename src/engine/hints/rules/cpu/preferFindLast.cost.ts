import type { RuleCosts } from '../../cost.ts';

const buildsOf = (n: number) => Array.from({ length: n }, (_, index) => ({ id: index, passed: index % 3 !== 2 }));

export const costs: RuleCosts = {
  filtered: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const builds = buildsOf(n);
      return {
        // oxlint-disable-next-line unicorn/prefer-array-find -- what the rule finds
        before: () => builds.filter((build) => build.passed).pop(),
        after: () => builds.findLast((build) => build.passed),
      };
    },
  },
  reversed: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const builds = buildsOf(n);
      return {
        // oxlint-disable-next-line unicorn/no-array-reverse -- what the rule finds
        before: () => [...builds].reverse().find((build) => build.passed),
        after: () => builds.findLast((build) => build.passed),
      };
    },
  },
};
