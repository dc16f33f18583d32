import { clippedText } from '../clippedText.ts';

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that no XML 1.0 document may have, in whatever form, and that `clippedText` leaves as they are. */
const NONCHARACTERS = /[\ufffe\uffff]/gu;

const escaped = (line: string): string =>
  clippedText(line)
    .replace(NONCHARACTERS, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"]/gu, (sign) => REFERENCES[sign]!);

/** An element; what is null among its attributes is left out, and lines of text may come from outside. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | null>>;
  readonly children: readonly Element[] | { readonly lines: readonly string[] };
}

/** As XML 1.0, indented; ends in a newline. Control characters, which it cannot hold, are shown as their escapes. */
export const toXml = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${elementLines(root, '').join('\n')}\n`;

function elementLines({ name, attributes, children }: Element, indent: string): string[] {
  const given = Object.entries(attributes).filter(([, value]) => value !== null);
  const open = [name, ...given.map(([key, value]) => `${key}="${escaped(String(value))}"`)].join(' ');
  if ('lines' in children) return [`${indent}<${open}>${children.lines.map(escaped).join('\n')}</${name}>`];
  if (children.length === 0) return [`${indent}<${open}/>`];
  return [`${indent}<${open}>`, ...children.flatMap((child) => elementLines(child, `${indent}  `)), `${indent}</${name}>`];
}
