import type { RuleCosts } from '../../cost.ts';

function isUrl(text: string): boolean {
  try {
    // oxlint-disable-next-line no-new -- what the rule finds
    new URL(text);
    return true;
  } catch {
    return false;
  }
}

export const costs: RuleCosts = {
  canParse: {
    unit: 'texts, half of them URLs',
    sizes: [2, 20, 200],
    prepare(n) {
      const texts = Array.from({ length: n }, (_, index) =>
        index % 2 === 0 ? `https://example.com/parts/${index}?q=1` : `parts/${index}`,
      );
      return {
        before: () => texts.filter((text) => isUrl(text)),
        after: () => texts.filter((text) => URL.canParse(text)),
      };
    },
  },
  again: {
    unit: 'URLs',
    sizes: [1, 20, 500],
    prepare(n) {
      const urls = Array.from({ length: n }, (_, index) => `https://example.com/parts/${index}?q=1`);
      return {
        before: () => urls.map((url) => `${new URL(url).protocol}//${new URL(url).host}`),
        after: () =>
          urls.map((url) => {
            const { protocol, host } = new URL(url);
            return `${protocol}//${host}`;
          }),
      };
    },
  },
};
