import type { RuleCosts } from '../../cost.ts';

/** A service that answers after 2 ms, however many ask at once. */
const load = async (id: number): Promise<string> => {
  await new Promise((resolve) => {
    setTimeout(resolve, 2);
  });
  return `answer ${id}`;
};

export const costs: RuleCosts = {
  calls: {
    unit: 'calls of 2 ms',
    sizes: [2, 3, 5],
    prepare(n) {
      const ids = Array.from({ length: n }, (_, index) => index);
      return {
        async before() {
          const answers: string[] = [];
          for (const id of ids) answers.push(await load(id));
          return answers;
        },
        after: async () => Promise.all(ids.map(async (id) => load(id))),
      };
    },
  },
};
