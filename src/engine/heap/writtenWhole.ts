import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { messageOf, UserError } from '../../base/errors.ts';

/**
 * Has a file written beside the one that is wanted, which it then becomes: that has all of it, or is as it was. Others must not read it: a
 * snapshot has all that the process knew.
 * @throws UserError `output-failed`
 */
export async function writtenWhole(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    closeSync(openSync(temporary, 'wx', 0o600));
  } catch (error) {
    throw writeFailed(file, error);
  }
  try {
    await write(temporary);
    await rename(temporary, file).catch((error: unknown) => {
      throw writeFailed(file, error);
    });
  } finally {
    await rm(temporary, { force: true });
  }
}

export const writeFailed = (file: string, cause: unknown): UserError =>
  new UserError('output-failed', `${file} could not be written: ${messageOf(cause)}. Choose another place.`, { cause });
