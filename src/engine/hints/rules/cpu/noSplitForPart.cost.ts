import type { RuleCosts } from '../../cost.ts';

/** Different texts, each of so many parts: equal ones would be taken from V8's store of what was split before. */
const textsOf = (parts: number, count = 50) =>
  Array.from({ length: count }, (_, index) => Array.from({ length: parts }, (_part, place) => `part${index}${place}`).join('/'));

export const costs: RuleCosts = {
  first: {
    unit: 'parts',
    sizes: [3, 20, 1000],
    prepare(n) {
      const texts = textsOf(n);
      return {
        before: () => texts.map((text) => text.split('/')[0]),
        after: () => texts.map((text) => text.split('/', 1)[0]),
      };
    },
  },
  last: {
    unit: 'parts',
    sizes: [3, 20, 1000],
    prepare(n) {
      const texts = textsOf(n);
      return {
        before: () => texts.map((text) => text.split('/').pop()),
        after: () => texts.map((text) => text.slice(text.lastIndexOf('/') + 1)),
      };
    },
  },
  count: {
    unit: 'parts',
    sizes: [10, 100, 10_000],
    prepare(n) {
      const texts = textsOf(n, 5);
      return {
        before: () => texts.map((text) => text.split('/').length - 1),
        after: () =>
          texts.map((text) => {
            let count = 0;
            for (let at = text.indexOf('/'); at !== -1; at = text.indexOf('/', at + 1)) count += 1;
            return count;
          }),
      };
    },
  },
};
