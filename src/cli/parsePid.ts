import { usageError } from './arguments.ts';

/** The value of `--pid`. */
export function parsePid(text: string): number;
export function parsePid(text: string | undefined): number | undefined;
export function parsePid(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,9}$/u.test(text)) throw usageError(`--pid is the number of a process, not '${text}'`);
  return Number(text);
}
