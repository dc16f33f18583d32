import { UserError } from '../../../base/errors.ts';
import { visibleText } from '../../../base/text.ts';
import { isBaselineName, LONGEST_BASELINE_NAME } from '../../../model/baselineName.ts';
import { BASELINE_PREFIX } from '../../../model/comparison.ts';

/**
 * The name of a saved baseline, as it is kept.
 * @throws UserError `bad-baseline-name`
 */
export function baselineName(text: string): string {
  const name = (baselineNamed(text) ?? text.trim()).normalize('NFC');
  if (isBaselineName(name)) return name;
  throw new UserError(
    'bad-baseline-name',
    `${name === '' ? 'An empty name' : `\`${visibleText(name.slice(0, LONGEST_BASELINE_NAME))}\``} cannot be the name of a baseline. Use letters and digits, with single . / and any - _ between them, ${LONGEST_BASELINE_NAME} at the most.`,
  );
}

/** The name in `baseline:before`; null for any other revision. */
export function baselineNamed(revision: string): string | null {
  const text = revision.trim();
  return text.startsWith(BASELINE_PREFIX) ? text.slice(BASELINE_PREFIX.length).normalize('NFC') : null;
}
