import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  now: {
    unit: 'times',
    sizes: [10, 100, 1000],
    differs: 'the time goes on',
    prepare(n) {
      return {
        before() {
          let last = 0;
          for (let turn = 0; turn < n; turn += 1) last = Math.max(last, new Date().getTime());
          return last;
        },
        after() {
          let last = 0;
          for (let turn = 0; turn < n; turn += 1) last = Math.max(last, Date.now());
          return last;
        },
      };
    },
  },
};
