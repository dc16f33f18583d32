import type { RuleCosts } from '../../cost.ts';

const pagesOf = (n: number) => Array.from({ length: n }, (_, index) => [index, index + 1]);

export const costs: RuleCosts = {
  loop: {
    unit: 'lists of two elements',
    sizes: [10, 100, 3000],
    prepare(n) {
      const pages = pagesOf(n);
      return {
        before() {
          let all: number[] = [];
          for (const page of pages) all = all.concat(page);
          return all;
        },
        after() {
          const all: number[] = [];
          for (const page of pages) for (const each of page) all.push(each);
          return all;
        },
      };
    },
  },
  reduce: {
    unit: 'lists of two elements',
    sizes: [10, 100, 3000],
    prepare(n) {
      const pages = pagesOf(n);
      return {
        before: () => pages.reduce<number[]>((all, page) => all.concat(page), []),
        after() {
          const all: number[] = [];
          for (const page of pages) for (const each of page) all.push(each);
          return all;
        },
      };
    },
  },
};
