import { statfs } from 'node:fs/promises';
import { isUserError, UserError } from '../../../base/errors.ts';

/** What a full disk is called by Node, git, npm and their like. */
const NO_SPACE = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|not enough space on the disk/i;

/** Less than this is full, bytes. */
const NEXT_TO_NOTHING = 2 ** 20;

/**
 * Whether a program failed because the disk of `folder` is full: it says so, or there is no space left. git says no more than
 * "unable to write file".
 */
export async function isDiskFull(folder: string, output: string): Promise<boolean> {
  if (NO_SPACE.test(output)) return true;
  const disk = await statfs(folder).catch(() => null);
  return disk !== null && hasNoSpace(disk);
}

/** File systems that do not count their blocks say that they have none. */
export function hasNoSpace(disk: { readonly blocks: number; readonly bavail: number; readonly bsize: number }): boolean {
  return disk.blocks > 0 && disk.bavail * disk.bsize < NEXT_TO_NOTHING;
}

export function diskFull(cachePlace: string, cause?: unknown): UserError {
  return new UserError(
    'disk-full',
    `The disk of ${cachePlace} is full, so no checkout was made; what there was of it is removed. Free some space there, or set XDG_CACHE_HOME to a folder on another disk.`,
    { cause },
  );
}

/** Anything that went wrong while files were written, as the user should read it. */
export function writingFailed(error: unknown, cachePlace: string): unknown {
  if (isUserError(error) || !(error instanceof Error) || !('code' in error)) return error;
  if (NO_SPACE.test(String(error.code))) return diskFull(cachePlace, error);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(String(error.code))) {
    return new UserError(
      'cache-not-writable',
      `${cachePlace} cannot be written to (${String(error.code)}), and that is where commits are checked out. Make it writable, or set XDG_CACHE_HOME to a folder that is.`,
      { cause: error },
    );
  }
  return error;
}
