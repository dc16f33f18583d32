import type { RuleCosts } from '../../cost.ts';

const linesOf = (n: number) =>
  Array.from({ length: n }, (_, index) => `${index}: ${index % 2 === 0 ? 'NOTE(someone) write it' : 'all is done here'}`);

export const costs: RuleCosts = {
  match: {
    unit: 'texts',
    sizes: [10, 100, 1000],
    prepare(n) {
      const lines = linesOf(n);
      return {
        before: () => lines.filter((line) => line.match(/NOTE\((\w+)\)/)),
        after: () => lines.filter((line) => /NOTE\((\w+)\)/.test(line)),
      };
    },
  },
  global: {
    unit: 'matches in the text',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const text = linesOf(n * 2).join('\n');
      return {
        before: () => (text.match(/NOTE\((\w+)\)/g) ? 1 : 0),
        after: () => (/NOTE\((\w+)\)/.test(text) ? 1 : 0),
      };
    },
  },
  includes: {
    unit: 'texts',
    sizes: [10, 100, 1000],
    prepare(n) {
      const lines = linesOf(n);
      return {
        before: () => lines.filter((line) => /someone/.test(line)),
        after: () => lines.filter((line) => line.includes('someone')),
      };
    },
  },
};
