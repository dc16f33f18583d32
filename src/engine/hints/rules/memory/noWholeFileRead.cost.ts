import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { RuleCosts } from '../../cost.ts';

export const costs: RuleCosts = {
  held: {
    unit: 'lines of 60 characters',
    sizes: [1000, 20_000, 200_000],
    quantity: 'memory',
    prepare(n) {
      const folder = mkdtempSync(path.join(tmpdir(), 'laptime-lines-'));
      const file = path.join(folder, 'app.log');
      writeFileSync(file, Array.from({ length: n }, (_, index) => `${index} `.padEnd(59, 'request ')).join('\n'));
      const opened: FileHandle[] = [];
      return {
        // What is in memory while the first line is looked at.
        before() {
          const lines = readFileSync(file, 'utf8').split('\n').values();
          return [lines, lines.next()];
        },
        async after() {
          const handle = await open(file);
          opened.push(handle);
          const lines = createInterface({ input: handle.createReadStream({ autoClose: false }) })[Symbol.asyncIterator]();
          return [lines, await lines.next()];
        },
        async end() {
          // Waits for what is being read.
          for (const handle of opened) await handle.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
  },
};
