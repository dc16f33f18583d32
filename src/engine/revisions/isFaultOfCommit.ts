import { isUserError, type UserError } from '../../base/errors.ts';

const CODES = ['build-failed', 'checkout-failed', 'folder-missing', 'install-failed', 'objects-missing', 'pnp-unsupported'];

/** Whether `checkOut` failed for what is wrong with this one commit, so that others may well do. */
export function isFaultOfCommit(error: unknown): error is UserError {
  return isUserError(error) && CODES.includes(error.code);
}
