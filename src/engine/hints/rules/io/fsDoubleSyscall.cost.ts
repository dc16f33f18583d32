import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RuleCosts } from '../../cost.ts';

/** A folder with so many entries, every fifth of them a folder. */
function folderWith(n: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'laptime-entries-'));
  for (let index = 0; index < n; index += 1) {
    const entry = path.join(folder, `entry-${index}`);
    if (index % 5 === 0) mkdirSync(entry);
    else writeFileSync(entry, '');
  }
  return folder;
}

export const costs: RuleCosts = {
  sync: {
    unit: 'entries',
    sizes: [10, 100, 500],
    prepare(n) {
      const folder = folderWith(n);
      return {
        before: () => readdirSync(folder).filter((name) => statSync(path.join(folder, name)).isDirectory()),
        after: () =>
          readdirSync(folder, { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => name),
        end: () => rmSync(folder, { recursive: true }),
      };
    },
  },
  promise: {
    unit: 'entries',
    sizes: [10, 100, 500],
    prepare(n) {
      const folder = folderWith(n);
      return {
        async before() {
          const folders: string[] = [];
          for (const name of await readdir(folder)) if ((await stat(path.join(folder, name))).isDirectory()) folders.push(name);
          return folders;
        },
        async after() {
          const entries = await readdir(folder, { withFileTypes: true });
          return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
        },
        end: () => rmSync(folder, { recursive: true }),
      };
    },
  },
};
