import type { RuleCosts } from '../../cost.ts';

const objectOf = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, index) => [`key${index}`, `value ${index}`]));

function hasKeys(object: object): boolean {
  for (const key in object) if (Object.hasOwn(object, key)) return true;
  return false;
}

export const costs: RuleCosts = {
  keys: {
    unit: 'keys',
    sizes: [5, 50, 1000],
    prepare(n) {
      const object = objectOf(n);
      const wanted = `key${Math.floor(n / 2)}`;
      return { before: () => Object.keys(object).includes(wanted), after: () => Object.hasOwn(object, wanted) };
    },
  },
  values: {
    unit: 'values',
    sizes: [5, 50, 200],
    prepare(n) {
      const object = objectOf(n);
      const values = new Set(Object.values(object));
      const wanted = `value ${Math.floor(n / 2)}`;
      return { before: () => Object.values(object).includes(wanted), after: () => values.has(wanted) };
    },
  },
  empty: {
    unit: 'keys',
    sizes: [5, 50, 1000],
    prepare(n) {
      const object = objectOf(n);
      return { before: () => Object.keys(object).length > 0, after: () => hasKeys(object) };
    },
  },
};
