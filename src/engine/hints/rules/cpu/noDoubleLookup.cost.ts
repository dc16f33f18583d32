import type { RuleCosts } from '../../cost.ts';

const wordsOf = (n: number) => Array.from({ length: n }, (_, index) => `word-${(index * 7919) % Math.max(1, Math.floor(n / 3))}`);

export const costs: RuleCosts = {
  map: {
    unit: 'lookups',
    sizes: [10, 1000, 100_000],
    prepare(n) {
      const words = wordsOf(n);
      const lengths = new Map(words.filter((_, index) => index % 2 === 0).map((word) => [word, word.length]));
      return {
        before() {
          let all = 0;
          for (const word of words) if (lengths.has(word)) all += lengths.get(word)!;
          return all;
        },
        after() {
          let all = 0;
          for (const word of words) all += lengths.get(word) ?? 0;
          return all;
        },
      };
    },
  },
};
