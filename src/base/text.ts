// Control characters, line and paragraph separators, lone surrogates, and the marks that reorder what stands beside them.
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text from outside on one line of a terminal: whatever could move the cursor, colour or reorder is shown as its escape. */
export function visibleText(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}

/** As `visibleText`, but what had several lines has them. */
export const visibleLines = (text: string): string => text.split(/\r?\n/).map(visibleText).join('\n');

/** Without the user names and passwords that URLs can have. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/\/\/[^/\s]*@/g, '//');
}
