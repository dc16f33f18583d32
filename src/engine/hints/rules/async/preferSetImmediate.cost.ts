import { setImmediate } from 'node:timers';
import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  turn: {
    unit: 'turns',
    sizes: [1, 10, 100],
    prepare(n) {
      const numbers = Array.from({ length: n }, (_, index) => index);
      const sum = async (yielded: () => Promise<void>): Promise<number> => {
        let all = 0;
        for (const number of numbers) {
          all += number;
          await yielded();
        }
        return all;
      };
      return {
        before: () =>
          sum(
            () =>
              new Promise((resolve) => {
                setTimeout(resolve, 0);
              }),
          ),
        after: () =>
          sum(
            () =>
              new Promise((resolve) => {
                setImmediate(resolve);
              }),
          ),
      };
    },
  },
};
