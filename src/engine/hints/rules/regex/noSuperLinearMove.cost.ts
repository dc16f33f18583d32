import type { RuleCosts } from '../../cost.ts';

const gapOf = (n: number) => `name${' '.repeat(n)}value`;

export const costs: RuleCosts = {
  trimEnd: {
    unit: 'blanks within the text',
    sizes: [1, 50, 1000],
    prepare(n) {
      const text = gapOf(n);
      return {
        before: () => text.replace(/\s+$/, ''),
        after: () => text.trimEnd(),
      };
    },
  },
  trim: {
    unit: 'blanks within the text',
    sizes: [1, 50, 1000],
    prepare(n) {
      const text = ` ${gapOf(n)} `;
      return {
        before: () => text.replace(/^\s+|\s+$/g, ''),
        after: () => text.trim(),
      };
    },
  },
  test: {
    unit: 'blanks within the text',
    sizes: [1, 50, 1000],
    prepare(n) {
      const text = gapOf(n);
      return {
        before: () => /\s+$/.test(text),
        after: () => /\s$/.test(text),
      };
    },
  },
};
