import { isUserError } from '../base/errors.ts';
import { usageError } from './arguments.ts';

const CODES = ['unknown-benchmark', 'ambiguous-benchmark', 'unknown-environment'];

/** For `catch`: what the engine says of a name that was typed is about what was typed. */
export function throwAsTyped(error: unknown): never {
  throw isUserError(error) && CODES.includes(error.code) ? usageError(error.message) : error;
}
