import type { RuleCosts } from '../../cost.ts';

/** How many entries the cache with a limit keeps. */
const LIMIT = 500;

const valueOf = (id: number) => ({ id, name: `name ${id}` });

export const costs: RuleCosts = {
  held: {
    unit: 'different keys',
    sizes: [1000, 20_000, 200_000],
    quantity: 'memory',
    prepare(n) {
      return {
        before() {
          const cache = new Map<string, object>();
          for (let id = 0; id < n; id += 1) cache.set(`user-${id}`, valueOf(id));
          return cache;
        },
        after() {
          const cache = new Map<string, object>();
          for (let id = 0; id < n; id += 1) {
            cache.set(`user-${id}`, valueOf(id));
            if (cache.size > LIMIT) cache.delete(cache.keys().next().value!);
          }
          return cache;
        },
      };
    },
  },
};
