import { appendFileSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cost, RuleCosts } from '../../cost.ts';

interface Writing {
  readonly each: (file: string, lines: readonly string[]) => unknown;
  readonly once: (file: string, lines: readonly string[]) => unknown;
}

/** Both write into files of their own, which grow. */
const writing = ({ each, once }: Writing): Cost => ({
  unit: 'lines',
  sizes: [10, 100, 1000],
  async prepare(n) {
    const folder = await mkdtemp(path.join(tmpdir(), 'laptime-cost-'));
    const [first, second] = [path.join(folder, 'each.csv'), path.join(folder, 'once.csv')];
    const lines = Array.from({ length: n }, (_, index) => `${index},${(index * 7919) % 10_007}\n`);
    return {
      before: () => each(first, lines),
      after: () => once(second, lines),
      end: async () => rm(folder, { recursive: true }),
    };
  },
});

export const costs: RuleCosts = {
  sync: writing({
    each(file, lines) {
      for (const line of lines) appendFileSync(file, line);
    },
    once: (file, lines) => appendFileSync(file, lines.join('')),
  }),
  promise: writing({
    async each(file, lines) {
      for (const line of lines) await appendFile(file, line);
    },
    once: async (file, lines) => appendFile(file, lines.join('')),
  }),
};
