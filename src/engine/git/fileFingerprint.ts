import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';

export interface FileFingerprint {
  readonly kind: 'file' | 'link' | 'folder' | 'other' | 'none';
  /** For files and links, git's own hash of the content (a blob); for files too large to read, a hash of size and time. */
  readonly hash: string | null;
}

/** Above this the content is not read: a data file that size would take longer to read than it is worth. */
const LARGEST_READ_BYTES = 16 * 2 ** 20;

/** What is at a path, without following a link. Never throws: what cannot be read is told by its size and time. */
export async function fileFingerprint(file: string, algorithm: 'sha1' | 'sha256'): Promise<FileFingerprint> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined) return { kind: 'none', hash: null };
  if (found.isDirectory()) return { kind: 'folder', hash: null };
  const outside = createHash(algorithm).update(`unread ${found.size} ${found.mtimeMs}`).digest('hex');
  if (!found.isFile() && !found.isSymbolicLink()) return { kind: 'other', hash: outside };
  const kind = found.isFile() ? 'file' : 'link';
  if (found.size > LARGEST_READ_BYTES) return { kind, hash: outside };
  const content = await (kind === 'file' ? readFile(file) : readlink(file, 'buffer')).catch(() => undefined);
  return { kind, hash: content === undefined ? outside : blobHash(content, algorithm) };
}

function blobHash(content: Buffer, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');
}
