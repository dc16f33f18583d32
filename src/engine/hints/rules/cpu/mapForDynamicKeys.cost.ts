import type { RuleCosts } from '../../cost.ts';

const idsOf = (n: number) => Array.from({ length: n }, (_, index) => `user-${(index * 7919) % 1_000_003}`);

export const costs: RuleCosts = {
  delete: {
    unit: 'keys',
    sizes: [100, 1000, 100_000],
    prepare(n) {
      const ids = idsOf(n);
      return {
        before() {
          const open: Record<string, number> = {};
          let sum = 0;
          for (const id of ids) open[id] = id.length;
          for (const id of ids) {
            sum += open[id]!;
            delete open[id];
          }
          return sum;
        },
        after() {
          const open = new Map<string, number>();
          let sum = 0;
          for (const id of ids) open.set(id, id.length);
          for (const id of ids) {
            sum += open.get(id)!;
            open.delete(id);
          }
          return sum;
        },
      };
    },
  },
  numbers: {
    unit: 'keys',
    sizes: [100, 1000, 100_000],
    prepare(n) {
      const ids = Array.from({ length: n }, (_, index) => 1_000_000 + ((index * 7919) % 1_000_003));
      return {
        before() {
          const open: Record<number, number> = {};
          let sum = 0;
          for (const id of ids) open[id] = id;
          for (const id of ids) {
            sum += open[id]!;
            delete open[id];
          }
          return sum;
        },
        after() {
          const open = new Map<number, number>();
          let sum = 0;
          for (const id of ids) open.set(id, id);
          for (const id of ids) {
            sum += open.get(id)!;
            open.delete(id);
          }
          return sum;
        },
      };
    },
  },
};
