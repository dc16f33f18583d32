import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../base/errors.ts';

export type SourceFile =
  /** `key`: the hash of its name and text. */
  | { readonly state: 'read'; readonly text: string; readonly key: string }
  /** Nothing that a person writes: minified or generated, too large, a link, gone. */
  | { readonly state: 'left-out' }
  | { readonly state: 'unreadable'; readonly problem: string };

/** Larger files are generated. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Characters in a line, on the average of a file: people write about 35. */
const MOST_IN_LINES = 300;

/** `file`: from the root, with `/`. The mark of the byte order is part of the text. */
export async function readSourceFile(root: string, file: string): Promise<SourceFile> {
  const place = path.join(root, file);
  try {
    const stat = await lstat(place);
    if (!stat.isFile() || stat.size > MAX_BYTES) return { state: 'left-out' };
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(place));
    if (isGenerated(text)) return { state: 'left-out' };
    return { state: 'read', text, key: createHash('sha256').update(`${file}\0${text}`).digest('hex') };
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isGone) return { state: 'left-out' };
    const isCoded = error instanceof TypeError;
    return { state: 'unreadable', problem: `${file} cannot be read: ${isCoded ? 'it is not UTF-8' : messageOf(error)}` };
  }
}

/** Minified, or larger than people write. */
export function isGenerated(text: string): boolean {
  if (text.length > MAX_BYTES) return true;
  if (text.length < 4 * MOST_IN_LINES) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > MOST_IN_LINES;
}
