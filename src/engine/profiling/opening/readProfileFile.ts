import { readFileSync, statSync, type Stats } from 'node:fs';
import { isUserError, messageOf, UserError } from '../../../base/errors.ts';
import { readProfile, type ReadProfile } from '../reading/readProfile.ts';

/** Node reads no larger files at once. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Reads a profile from disk.
 * @throws UserError `bad-profile`, `unknown-profile`, `profile-not-found` or `profile-too-large`, with the file in its message
 */
export function readProfileFile(file: string): ReadProfile {
  let stats: Stats;
  try {
    stats = statSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
  if (!stats.isFile()) throw new UserError('profile-not-found', `${file} is not a file, so there is no profile to read.`);
  if (stats.size > MOST_BYTES) {
    const size = (stats.size / 2 ** 30).toFixed(1);
    throw new UserError('profile-too-large', `${file} has ${size} GiB; profiles of up to 2 GiB can be read. Record for a shorter time.`);
  }
  try {
    return readProfile(readFileSync(file));
  } catch (error) {
    if (isUserError(error)) throw new UserError(error.code, `${file} cannot be read. ${error.message}`, { cause: error });
    if (error instanceof Error && 'code' in error && 'syscall' in error) throw unreadable(file, error);
    throw error;
  }
}

function unreadable(file: string, error: unknown): UserError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  const message = isMissing ? `There is no file ${file}.` : `${file} cannot be read: ${messageOf(error)}.`;
  return new UserError('profile-not-found', message, { cause: error });
}
