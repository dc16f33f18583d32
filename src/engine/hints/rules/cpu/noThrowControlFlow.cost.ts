import type { RuleCosts } from '../../cost.ts';

function checked(text: string): number {
  if (!text.startsWith('id-')) throw new Error(`No id: ${text}`);
  return text.length;
}

const checkedOrNull = (text: string): number | null => (text.startsWith('id-') ? text.length : null);

export const costs: RuleCosts = {
  throw: {
    unit: 'texts, half of them refused',
    sizes: [10, 100, 1000],
    prepare(n) {
      const texts = Array.from({ length: n }, (_, index) => (index % 2 === 0 ? `id-${index}` : `no-${index}`));
      return {
        before() {
          let sum = 0;
          for (const text of texts) {
            try {
              sum += checked(text);
            } catch {
              sum += 1;
            }
          }
          return sum;
        },
        after() {
          let sum = 0;
          for (const text of texts) sum += checkedOrNull(text) ?? 1;
          return sum;
        },
      };
    },
  },
};
