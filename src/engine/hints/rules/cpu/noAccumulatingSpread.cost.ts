import type { RuleCosts } from '../../cost.ts';

const keysOf = (n: number) => Array.from({ length: n }, (_, index) => `key${index}`);

export const costs: RuleCosts = {
  object: {
    unit: 'entries',
    sizes: [10, 100, 1000],
    prepare(n) {
      const keys = keysOf(n);
      return {
        // oxlint-disable-next-line oxc/no-accumulating-spread -- what the rule finds
        before: () => keys.reduce<Record<string, number>>((all, key) => ({ ...all, [key]: key.length }), {}),
        after() {
          const all: Record<string, number> = {};
          for (const key of keys) all[key] = key.length;
          return all;
        },
      };
    },
  },
  array: {
    unit: 'elements',
    sizes: [10, 100, 3000],
    prepare(n) {
      const keys = keysOf(n);
      return {
        // oxlint-disable-next-line oxc/no-accumulating-spread -- what the rule finds
        before: () => keys.reduce<number[]>((all, key) => [...all, key.length], []),
        after() {
          const all: number[] = [];
          for (const key of keys) all.push(key.length);
          return all;
        },
      };
    },
  },
  set: {
    unit: 'elements',
    sizes: [10, 100, 1000],
    prepare(n) {
      const keys = keysOf(n);
      return {
        before() {
          let all = new Set<string>();
          for (const key of keys) all = new Set([...all, key]);
          return all;
        },
        after() {
          const all = new Set<string>();
          for (const key of keys) all.add(key);
          return all;
        },
      };
    },
  },
};
