import type { Cost, RuleCosts } from '../../cost.ts';

const SIZES = [10, 100, 1000] as const;
const numbers = (n: number) => Array.from({ length: n }, (_, index) => (index * 7919) / 100);
const dates = (n: number) => Array.from({ length: n }, (_, index) => new Date(Date.UTC(2024, 0, 1, index)));
const words = (n: number) => Array.from({ length: n }, (_, index) => `word ${(index * 7919) % n}`);

/** One formatter for each value, against one for all. */
const formatting = <V, F>(unit: string, values: (n: number) => V[], make: () => F, use: (formatter: F, value: V) => string): Cost => ({
  unit,
  sizes: SIZES,
  prepare(n) {
    const all = values(n);
    return {
      before: () => all.map((value) => use(make(), value)),
      after() {
        const formatter = make();
        return all.map((value) => use(formatter, value));
      },
    };
  },
});

export const costs: RuleCosts = {
  number: formatting(
    'numbers',
    numbers,
    () => new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }),
    (format, value) => format.format(value),
  ),
  date: formatting(
    'dates',
    dates,
    () => new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' }),
    (format, value) => format.format(value),
  ),
  method: {
    unit: 'numbers',
    sizes: SIZES,
    prepare(n) {
      const prices = numbers(n);
      return {
        before: () => prices.map((price) => price.toLocaleString('de', { style: 'currency', currency: 'EUR' })),
        after() {
          const format = new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' });
          return prices.map((price) => format.format(price));
        },
      };
    },
  },
  collator: formatting(
    'comparisons',
    words,
    () => new Intl.Collator('sv'),
    (collator, value) => String(collator.compare(value, 'word 7')),
  ),
  names: formatting(
    'regions',
    (n: number) => Array.from({ length: n }, (_, index) => ['DE', 'FR', 'IT', 'JP', 'SE'][index % 5]!),
    () => new Intl.DisplayNames(['en'], { type: 'region' }),
    (display, value) => display.of(value)!,
  ),
  list: formatting(
    'lists',
    words,
    () => new Intl.ListFormat('en'),
    (format, value) => format.format([value, 'and', 'more']),
  ),
  plural: formatting(
    'numbers',
    numbers,
    () => new Intl.PluralRules('en'),
    (rules, value) => rules.select(value),
  ),
  relative: formatting(
    'dates',
    numbers,
    () => new Intl.RelativeTimeFormat('en', { numeric: 'auto' }),
    (format, value) => format.format(-Math.trunc(value), 'day'),
  ),
  segmenter: formatting(
    'texts',
    words,
    () => new Intl.Segmenter('en', { granularity: 'word' }),
    (segmenter, value) => Array.from(segmenter.segment(value), ({ segment }) => segment).join('|'),
  ),
};
