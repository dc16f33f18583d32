import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  shift: {
    unit: 'elements',
    sizes: [50, 10_000, 100_000],
    prepare(n) {
      const jobs = Array.from({ length: n }, (_, index) => index);
      return {
        before() {
          const queue = jobs.slice();
          let sum = 0;
          while (queue.length > 0) sum += queue.shift()!;
          return sum;
        },
        after() {
          const queue = jobs.slice();
          let sum = 0;
          for (const job of queue) sum += job;
          return sum;
        },
      };
    },
  },
  unshift: {
    unit: 'elements',
    sizes: [20, 1000, 20_000],
    prepare(n) {
      const lines = Array.from({ length: n }, (_, index) => `line ${index}`);
      return {
        before() {
          const newest: string[] = [];
          for (const line of lines) newest.unshift(line);
          return newest;
        },
        after() {
          const newest: string[] = [];
          for (const line of lines) newest.push(line);
          newest.reverse();
          return newest;
        },
      };
    },
  },
};
