import { messageOf } from '../base/errors.ts';
import { RemoteError } from '../protocol/rpc.ts';

/** With a code it is written for the user; without one it is a bug, which the host has logged. */
export function failureText(error: unknown): string {
  const expected = error instanceof RemoteError && error.code !== undefined;
  return expected ? error.message : `Laptime could not do that: ${messageOf(error)}`;
}
