import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';

export interface FileFingerprint {
  readonly kind: 'file' | 'link' | 'folder' | 'other' | 'none';
  /** For files and links, git's own hash of the content (a blob); for files too large to read, a hash of size and time. */
  readonly hash: string | null;
  /** How much was read for it. */
  readonly bytes: number;
}

/**
 * What is at a path, without following a link. Never throws: what cannot be read, or is larger than `largestBytes`, is told
 * by its size and time.
 */
export async function fileFingerprint(file: string, algorithm: 'sha1' | 'sha256', largestBytes: number): Promise<FileFingerprint> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined) return { kind: 'none', hash: null, bytes: 0 };
  if (found.isDirectory()) return { kind: 'folder', hash: null, bytes: 0 };
  const outside = createHash(algorithm).update(`unread ${found.size} ${found.mtimeMs}`).digest('hex');
  if (!found.isFile() && !found.isSymbolicLink()) return { kind: 'other', hash: outside, bytes: 0 };
  const kind = found.isFile() ? 'file' : 'link';
  if (found.size > largestBytes) return { kind, hash: outside, bytes: 0 };
  const content = await (kind === 'file' ? readFile(file) : readlink(file, 'buffer')).catch(() => undefined);
  return content === undefined ? { kind, hash: outside, bytes: 0 } : { kind, hash: blobHash(content, algorithm), bytes: content.length };
}

function blobHash(content: Buffer, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}
