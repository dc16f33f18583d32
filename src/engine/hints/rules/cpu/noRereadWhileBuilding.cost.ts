import type { RuleCosts } from '../../cost.ts';

const wordsOf = (n: number) => Array.from({ length: n }, (_, index) => `${'word'.repeat(index % 3)}${index % 10} `);

export const costs: RuleCosts = {
  sign: {
    unit: 'turns',
    sizes: [20, 200, 2000],
    prepare(n) {
      const words = wordsOf(n);
      return {
        before() {
          let [text, count] = ['', 0];
          for (const word of words) {
            if (text.charCodeAt(text.length - 2) === 57) count += 1;
            text += word;
          }
          return count + text.length;
        },
        after() {
          let [text, last, count] = ['', '', 0];
          for (const word of words) {
            if (last.charCodeAt(last.length - 2) === 57) count += 1;
            text += word;
            last = word;
          }
          return count + text.length;
        },
      };
    },
  },
  search: {
    unit: 'turns',
    sizes: [20, 200, 2000],
    prepare(n) {
      const words = wordsOf(n).map((word, index) => `${word}${index}`);
      return {
        before() {
          let text = '';
          for (const word of words) if (!text.includes(word)) text += `${word};`;
          return text;
        },
        after() {
          let text = '';
          const seen = new Set<string>();
          for (const word of words) {
            if (seen.has(word)) continue;
            seen.add(word);
            text += `${word};`;
          }
          return text;
        },
      };
    },
  },
};
