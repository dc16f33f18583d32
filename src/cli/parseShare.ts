import { messageOf } from '../base/errors.ts';
import { parsePercent } from '../base/units.ts';
import { usageError } from './arguments.ts';

/** The value of an option that is a percentage above 0, as a share: `2%` is 0.02. `most` is a share, too. */
export function parseShare(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  let share: number;
  try {
    share = parsePercent(text);
  } catch (error) {
    throw usageError(`${option}: ${messageOf(error)}`);
  }
  if (!(share > 0 && share <= most)) throw usageError(`${option} is a percentage above 0% and at most ${most * 100}%, not '${text}'`);
  return share;
}
