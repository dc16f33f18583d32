import process from 'node:process';
import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  read: {
    unit: 'reads',
    sizes: [10, 100, 1000],
    prepare(n) {
      const names = Array.from({ length: n }, (_, index) => `name ${index}`);
      const wanted = process.env['PATH'];
      return {
        before: () => names.filter((name) => name.length === process.env['PATH']?.length),
        after: () => names.filter((name) => name.length === wanted?.length),
      };
    },
  },
};
