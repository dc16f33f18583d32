import { usageError } from './arguments.ts';

const LONGEST_SECONDS = 24 * 3600;

/** The value of an option that is a number of seconds, in milliseconds. Without `leastSeconds` it is above 0. */
export function parseDurationMs(
  option: string,
  text: string | undefined,
  { leastSeconds = 0, mostSeconds = LONGEST_SECONDS }: { readonly leastSeconds?: number; readonly mostSeconds?: number } = {},
): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
  if (seconds >= leastSeconds && seconds > 0 && seconds <= mostSeconds) return seconds * 1000;
  const least = leastSeconds === 0 ? 'above 0' : `from ${leastSeconds}`;
  throw usageError(`${option} is a number of seconds ${least} and at most ${mostSeconds}, not '${text}'`);
}
