import { usageError } from './arguments.ts';

const LONGEST_TIME_SECONDS = 3600;

/** The value of `--time`, in seconds. */
export function parseTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds > 0 && seconds <= LONGEST_TIME_SECONDS)) {
    throw usageError(`--time is a number of seconds above 0 and at most ${LONGEST_TIME_SECONDS}, not '${text}'`);
  }
  return seconds;
}
