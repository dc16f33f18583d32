import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** The sizes of all files in a folder, bytes. Links count as what they are themselves. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const sizes = await Promise.all(files.map(async ({ name }) => (await lstat(path.join(folder, name))).size));
  let bytes = sizes.reduce((sum, size) => sum + size, 0);
  for (const entry of entries) if (entry.isDirectory()) bytes += await folderBytes(path.join(folder, entry.name));
  return bytes;
}
