import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  splice: {
    unit: 'elements, half of which go',
    sizes: [20, 1000, 20_000],
    prepare(n) {
      const jobs = Array.from({ length: n }, (_, id) => ({ id, isDone: id % 2 === 0 }));
      return {
        before() {
          const left = [...jobs];
          for (let i = left.length - 1; i >= 0; i -= 1) if (left[i]!.isDone) left.splice(i, 1);
          return left;
        },
        after() {
          const left = [...jobs];
          let kept = 0;
          for (const job of left) {
            if (job.isDone) continue;
            left[kept] = job;
            kept += 1;
          }
          left.length = kept;
          return left;
        },
      };
    },
  },
};
