import { isUserError, type UserError } from '../../base/errors.ts';

const LASTING = ['build-failed', 'folder-missing', 'install-failed', 'pnp-unsupported'];
/** The commit is the first to show them: a registry that is away, files that this clone lacks, a filter that is not installed. */
const PASSING = ['checkout-failed', 'objects-missing', 'registry-unreachable'];

/** Whether `checkOut` failed for this one commit, so that others may well do. */
export function isFaultOfCommit(error: unknown): error is UserError {
  return isUserError(error) && [...LASTING, ...PASSING].includes(error.code);
}

/** Whether such a failure may be gone the next time, with the same commit. */
export function mayPass({ code }: UserError): boolean {
  return PASSING.includes(code);
}
