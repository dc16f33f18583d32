import { visibleText } from '../base/text.ts';

/** `89abcde012 Parse numbers by a table` */
export const commitName = ({ hash, subject }: { readonly hash: string; readonly subject: string }): string =>
  `${hash.slice(0, 10)} ${visibleText(subject)}`;

/** Without the file: a line that is drawn over has no room for what changes least. */
export const benchmarkName = ({ path }: { readonly path: readonly string[] }): string => visibleText(path.join(' > '));
