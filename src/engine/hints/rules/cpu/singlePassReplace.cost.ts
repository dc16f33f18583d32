import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  split: {
    unit: 'words',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const text = Array.from({ length: n }, (_, index) => `word ${index} `).join('');
      return { before: () => text.split(' ').join('-'), after: () => text.replaceAll(' ', '-') };
    },
  },
};
