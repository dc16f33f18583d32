import { isUserError, UserError } from '../../../base/errors.ts';

/** What a full disk is called by Node, git, npm and their like. */
const NO_SPACE = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|not enough space on the disk/i;

export function isDiskFull(text: string): boolean {
  return NO_SPACE.test(text);
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
  if (isDiskFull(String(error.code))) return diskFull(cachePlace, error);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(String(error.code))) {
    return new UserError(
      'cache-not-writable',
      `${cachePlace} cannot be written to (${String(error.code)}), and that is where commits are checked out. Make it writable, or set XDG_CACHE_HOME to a folder that is.`,
      { cause: error },
    );
  }
  return error;
}
