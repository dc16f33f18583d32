import type { RuleCosts } from '../../cost.ts';

type Test = (word: string) => boolean;

/** The rule is about lists that stand in the code: each size has its own. */
const slow: Readonly<Record<number, Test>> = {
  9: (word) => ['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'decade', 'meter'].includes(word),
  16: (word) =>
    [
      'second',
      'minute',
      'hour',
      'day',
      'week',
      'month',
      'year',
      'decade',
      'meter',
      'mile',
      'inch',
      'foot',
      'yard',
      'gram',
      'pound',
      'ounce',
    ].includes(word),
  32: (word) =>
    [
      'second',
      'minute',
      'hour',
      'day',
      'week',
      'month',
      'year',
      'decade',
      'meter',
      'mile',
      'inch',
      'foot',
      'yard',
      'gram',
      'pound',
      'ounce',
      'liter',
      'gallon',
      'pint',
      'cup',
      'kelvin',
      'degree',
      'radian',
      'newton',
      'joule',
      'watt',
      'volt',
      'ohm',
      'ampere',
      'lumen',
      'candela',
      'mole',
    ].includes(word),
};

const [units9, units16, units32] = [
  new Set(['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'decade', 'meter']),
  new Set([
    'second',
    'minute',
    'hour',
    'day',
    'week',
    'month',
    'year',
    'decade',
    'meter',
    'mile',
    'inch',
    'foot',
    'yard',
    'gram',
    'pound',
    'ounce',
  ]),
  new Set([
    'second',
    'minute',
    'hour',
    'day',
    'week',
    'month',
    'year',
    'decade',
    'meter',
    'mile',
    'inch',
    'foot',
    'yard',
    'gram',
    'pound',
    'ounce',
    'liter',
    'gallon',
    'pint',
    'cup',
    'kelvin',
    'degree',
    'radian',
    'newton',
    'joule',
    'watt',
    'volt',
    'ohm',
    'ampere',
    'lumen',
    'candela',
    'mole',
  ]),
];

const fast: Readonly<Record<number, Test>> = {
  9: (word) => units9.has(word),
  16: (word) => units16.has(word),
  32: (word) => units32.has(word),
};

export const costs: RuleCosts = {
  list: {
    unit: 'words in the list',
    sizes: [9, 16, 32],
    prepare(n) {
      // From all places of the list, and some that are not in it.
      const known = [...(n === 9 ? units9 : n === 16 ? units16 : units32), 'apple', 'pear'];
      const words = Array.from({ length: 200 }, (_, index) => known[(index * 7) % known.length]!);
      const [isSlow, isFast] = [slow[n]!, fast[n]!];
      return { before: () => words.map((word) => isSlow(word)), after: () => words.map((word) => isFast(word)) };
    },
  },
};
