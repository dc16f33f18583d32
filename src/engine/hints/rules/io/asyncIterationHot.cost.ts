import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import type { RuleCosts } from '../../cost.ts';

/** Rows in a page of answers. */
const PAGE = 100;

async function* rowsOf(pages: readonly (readonly number[])[]) {
  for (const page of pages) {
    await setImmediate();
    for (const row of page) yield row;
  }
}

async function* pagesOf(pages: readonly (readonly number[])[]) {
  for (const page of pages) {
    await setImmediate();
    yield page;
  }
}

export const costs: RuleCosts = {
  lines: {
    unit: 'lines',
    sizes: [100, 5000, 50_000],
    prepare(n) {
      const folder = mkdtempSync(path.join(tmpdir(), 'laptime-lines-'));
      const file = path.join(folder, 'app.log');
      writeFileSync(
        file,
        Array.from({ length: n }, (_, index) => `${index} ${index % 7 === 0 ? 'error' : 'info'} request ${index}\n`).join(''),
      );
      return {
        async before() {
          let count = 0;
          for await (const line of createInterface({ input: createReadStream(file) })) if (line.includes('error')) count += 1;
          return count;
        },
        async after() {
          let count = 0;
          const lines = createInterface({ input: createReadStream(file) });
          lines.on('line', (line) => {
            if (line.includes('error')) count += 1;
          });
          await once(lines, 'close');
          return count;
        },
        end: () => rmSync(folder, { recursive: true }),
      };
    },
  },
  items: {
    unit: 'elements',
    sizes: [100, 1000, 10_000],
    prepare(n) {
      const pages = Array.from({ length: n / PAGE }, (_, page) => Array.from({ length: PAGE }, (__, row) => page * PAGE + row));
      return {
        async before() {
          let sum = 0;
          for await (const row of rowsOf(pages)) sum += row;
          return sum;
        },
        async after() {
          let sum = 0;
          for await (const page of pagesOf(pages)) for (const row of page) sum += row;
          return sum;
        },
      };
    },
  },
};
