import type { RuleCosts } from '../../cost.ts';

const urlsOf = (n: number) => Array.from({ length: n }, (_, index) => `${index % 2 === 0 ? 'https' : 'http'}://example.com/${index}`);
const filesOf = (n: number) => Array.from({ length: n }, (_, index) => `src/parts/part${index}${index % 2 === 0 ? '.test.ts' : '.ts'}`);

export const costs: RuleCosts = {
  start: {
    unit: 'texts',
    sizes: [10, 100, 1000],
    prepare(n) {
      const urls = urlsOf(n);
      return {
        before() {
          let count = 0;
          // oxlint-disable-next-line unicorn/prefer-string-starts-ends-with -- what the rule finds
          for (const url of urls) if (/^https:/.test(url)) count += 1;
          return count;
        },
        after() {
          let count = 0;
          for (const url of urls) if (url.startsWith('https:')) count += 1;
          return count;
        },
      };
    },
  },
  end: {
    unit: 'texts',
    sizes: [10, 100, 1000],
    prepare(n) {
      const files = filesOf(n);
      return {
        before() {
          let count = 0;
          // oxlint-disable-next-line unicorn/prefer-string-starts-ends-with -- what the rule finds
          for (const file of files) if (/\.test\.ts$/.test(file)) count += 1;
          return count;
        },
        after() {
          let count = 0;
          for (const file of files) if (file.endsWith('.test.ts')) count += 1;
          return count;
        },
      };
    },
  },
  indexOf: {
    unit: 'signs in each of 20 texts',
    sizes: [10, 1000, 10_000],
    prepare(n) {
      const texts = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index).repeat(n));
      return {
        before() {
          let count = 0;
          for (const text of texts) if (text.indexOf('#') === 0) count += 1;
          return count;
        },
        after() {
          let count = 0;
          for (const text of texts) if (text.startsWith('#')) count += 1;
          return count;
        },
      };
    },
  },
};
