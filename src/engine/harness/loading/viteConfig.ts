import { existsSync } from 'node:fs';
import path from 'node:path';

// Vitest reads its own configuration instead of Vite's where both are there.
const NAMES = ['vitest.config', 'vite.config'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.${extension}`),
);

/** The nearest Vite or Vitest configuration above a file, not above the root; absolute, or null. */
export function findViteConfig(root: string, file: string): string | null {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const found = NAMES.map((name) => path.join(folder, name)).find((candidate) => existsSync(candidate));
    if (found !== undefined) return found;
    if (folder === root || !folder.startsWith(root + path.sep)) return null;
  }
}
