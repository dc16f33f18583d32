import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Changes fields of `laptime.config.json`. */
export function configure(folder: string, fields: Readonly<Record<string, unknown>>): void {
  const file = path.join(folder, 'laptime.config.json');
  // Lines of their own are all the comments that our workspaces have in it.
  const text = readFileSync(file, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
  writeFileSync(file, `${JSON.stringify({ ...(JSON.parse(text) as object), ...fields }, null, 2)}\n`);
}
