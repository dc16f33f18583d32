import { readFileSync, statSync } from 'node:fs';

/** What is larger was not written by hand, nor is it a bundle. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The text of a file; null where it is none, or cannot be read: profiles name what they like. */
export function readSource(file: string): string | null {
  // Windows would ask another machine for it, with the user's name.
  if (/^[\\/]{2}/u.test(file)) return null;
  try {
    const stats = statSync(file);
    return stats.isFile() && stats.size <= MOST_BYTES ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  }
}
