import type { AlertMessage } from '../message.ts';

/** One way to tell somebody. */
export interface Channel {
  readonly name: string;
  /** At the least between two messages. */
  readonly pauseMs: number;
  /**
   * Resolves when the other side has taken the message. What it throws says why not, in words for the user and without secrets: a `Refusal`
   * where it never will, anything else where another attempt may help.
   */
  send(message: AlertMessage, signal: AbortSignal): Promise<void>;
}

/** The value of a secret by its name; null where there is none. */
export type SecretOf = (name: string) => Promise<string | null>;

/** The other side has said that it wants nothing any more, or the channel is not set up. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Whether nothing more is to be sent. */
  readonly isFinal: boolean;

  constructor(message: string, isFinal = false) {
    super(message);
    this.isFinal = isFinal;
  }
}

/** @throws Refusal where there is none */
export async function neededSecret(secretOf: SecretOf, name: string, what: string): Promise<string> {
  const value = await secretOf(name);
  if (value !== null && value !== '') return value;
  // It may be set later: the message waits for it.
  throw new Error(`${what} is missing: there is no environment variable ${name}, and the editor keeps no secret of that name`);
}
