import { UserError } from '../../base/errors.ts';
import type { HintEdit } from '../../model/hint.ts';
import { applyEdits } from '../hints/index.ts';

/** A text with the edits of a fix. @throws UserError `fix-does-not-fit` where the text is another one than the fix was made for */
export function fixedText(file: string, text: string, edits: readonly HintEdit[]): string {
  // What a syntax tree takes for the end of a line.
  const starts = [0, ...Array.from(text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu), ({ 0: end, index }) => index + end.length)];
  const lineEnd = /\r\n/u.test(text) && !/(?<!\r)\n/u.test(text) ? '\r\n' : '\n';
  const offset = (line: number, column: number): number => {
    const at = (starts[line - 1] ?? Infinity) + column - 1;
    if (at <= text.length) return at;
    throw new UserError('fix-does-not-fit', `${file} has changed since the fix was found. Look for hints again.`);
  };
  const changes = edits.map(({ range, text: added }) => ({
    start: offset(range.startLine, range.startColumn),
    end: offset(range.endLine, range.endColumn),
    text: added.replaceAll(/\r?\n/gu, lineEnd),
  }));
  return applyEdits(text, [changes]);
}
