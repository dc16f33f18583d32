import type { Cost, RuleCosts } from '../../cost.ts';

const sorting = (locale: string | undefined, options: Intl.CollatorOptions): Cost => ({
  unit: 'elements',
  sizes: [10, 100, 1000],
  prepare(n) {
    const names = Array.from({ length: n }, (_, index) => `Chapter ${(index * 7919) % n}`);
    return {
      before: () => names.toSorted((a, b) => a.localeCompare(b, locale, options)),
      after() {
        const collator = new Intl.Collator(locale, options);
        return names.toSorted((a, b) => collator.compare(a, b));
      },
    };
  },
});

export const costs: RuleCosts = {
  locale: sorting('de', { numeric: true }),
  undefinedLocale: sorting(undefined, { sensitivity: 'base' }),
};
