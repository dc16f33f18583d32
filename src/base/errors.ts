/**
 * An error the user can act on. Its message names what is wrong, where, and the remedy, and is shown as it is.
 * Every other error is a bug: logged with its stack, never shown raw.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** Stable, for tests and exit codes: `store-newer`, `node-not-found`, … */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** By its name: an extension and the engine it loads are bundles of their own, each with its own copy of the class. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError' && 'code' in error;
}

/** True for what an aborted `AbortSignal` throws: cancellation is silent. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
