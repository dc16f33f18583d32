import { UserError } from '../../../base/errors.ts';
import { visibleText } from '../../../base/text.ts';
import { BASELINE_PREFIX } from '../../../model/comparison.ts';

const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}._/-]*[\p{L}\p{N}\p{M}])?$/u;
const LONGEST = 100;

/**
 * The name of a saved baseline, as it is kept: a word for every command line, and no range of git's.
 * @throws UserError `bad-baseline-name`
 */
export function baselineName(text: string): string {
  const name = (baselineNamed(text) ?? text.trim()).normalize('NFC');
  if (NAME.test(name) && !/\.\.|\/\//.test(name) && name.length <= LONGEST) return name;
  throw new UserError(
    'bad-baseline-name',
    `${name === '' ? 'An empty name' : `\`${visibleText(name.slice(0, LONGEST))}\``} cannot be the name of a baseline. Use letters and digits, with single . / and any - _ between them, ${LONGEST} at the most.`,
  );
}

/** The name in `baseline:before`; null for any other revision. */
export function baselineNamed(revision: string): string | null {
  const text = revision.trim();
  return text.startsWith(BASELINE_PREFIX) ? text.slice(BASELINE_PREFIX.length).normalize('NFC') : null;
}
