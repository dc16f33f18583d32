import { Buffer } from 'node:buffer';
import type { RuleCosts } from '../../cost.ts';

const [AT_ONCE, PART_BYTES] = [20, 4096];

/** Calls that have read a part each, and wait for the rest as long as they are held. */
function calls() {
  let end: ((bytes: number) => void) | undefined;
  const rest = new Promise<number>((resolve) => (end = resolve));
  const read = async (id: number): Promise<number> => {
    const part = Buffer.alloc(PART_BYTES, id % 256);
    const more = await rest;
    return part.length + more;
  };
  return { read, held: [rest, end] };
}

export const costs: RuleCosts = {
  held: {
    unit: 'calls that hold 4 KB each',
    sizes: [100, 2000, 20_000],
    quantity: 'memory',
    prepare(n) {
      const ids = Array.from({ length: n }, (_, id) => id);
      return {
        before() {
          const { read, held } = calls();
          return [held, Promise.all(ids.map(async (id) => read(id)))];
        },
        after() {
          const { read, held } = calls();
          const waiting = ids.values();
          const work = async () => {
            for (const id of waiting) await read(id);
          };
          return [held, Promise.all(Array.from({ length: AT_ONCE }, work))];
        },
      };
    },
  },
};
