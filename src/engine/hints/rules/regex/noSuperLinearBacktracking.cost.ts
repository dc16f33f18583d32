import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  exponential: {
    unit: 'signs of a text that does not match',
    sizes: [8, 14, 20],
    prepare(n) {
      const text = `${'a'.repeat(n)}!`;
      return {
        before: () => /^(?:\w+,?)+$/.test(text),
        after: () => /^\w+(?:,\w+)*,?$/.test(text),
      };
    },
  },
};
