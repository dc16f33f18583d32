import type { RuleCosts } from '../../cost.ts';

/** A service that answers after 2 ms, however many ask at once. */
const ask = async (id: number): Promise<string> => {
  await new Promise((resolve) => {
    setTimeout(resolve, 2);
  });
  return `answer ${id}`;
};

async function oneByOne(ids: readonly number[]): Promise<string[]> {
  const answers: string[] = [];
  for (const id of ids) answers.push(await ask(id));
  return answers;
}

/** Keeps so many calls going at a time. */
async function pooled(ids: readonly number[], width: number): Promise<string[]> {
  const answers: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < ids.length) {
      const index = next;
      next += 1;
      answers[index] = await ask(ids[index]!);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return answers;
}

const idsOf = (n: number) => Array.from({ length: n }, (_, index) => index);

export const costs: RuleCosts = {
  call: {
    unit: 'calls of 2 ms',
    sizes: [3, 20, 100],
    prepare(n) {
      const ids = idsOf(n);
      return { before: async () => oneByOne(ids), after: async () => Promise.all(ids.map(async (id) => ask(id))) };
    },
  },
  pool: {
    unit: 'calls of 2 ms, eight at a time',
    sizes: [8, 32, 100],
    prepare(n) {
      const ids = idsOf(n);
      return { before: async () => oneByOne(ids), after: async () => pooled(ids, 8) };
    },
  },
};
