import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { messageOf, UserError } from '../../base/errors.ts';
import { OpenSnapshot } from './openSnapshot.ts';
import { readSnapshot } from './reading/readSnapshot.ts';

/** One call of the system reads no more than 2 GB. */
const PIECE_BYTES = 2 ** 28;

/** @throws UserError that names the file, and at which byte it is not what it should be */
export function readSnapshotFile(file: string): OpenSnapshot {
  const bytes = readWhole(file);
  try {
    return new OpenSnapshot(file, readSnapshot(bytes));
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.code, `${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

function readWhole(file: string): Uint8Array {
  try {
    const handle = openSync(file, 'r');
    try {
      const bytes = Buffer.allocUnsafe(fstatSync(handle).size);
      let at = 0;
      while (at < bytes.length) {
        const read = readSync(handle, bytes, at, Math.min(PIECE_BYTES, bytes.length - at), at);
        if (read === 0) break;
        at += read;
      }
      return bytes.subarray(0, at);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new UserError('unreadable', `${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
