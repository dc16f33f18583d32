import type { Style } from './style.ts';
import { wrapText } from './wrapText.ts';

/** Wrapped, every line behind `indent` and all but the first behind `hanging` too. */
export function indented(text: string, indent: string, width: number, hanging = ''): string[] {
  const [lead] = /^ */u.exec(text)!;
  const room = width - indent.length - hanging.length - lead.length;
  return wrapText(text.trimStart(), Math.max(room, 10)).map((line, place) => indent + lead + (place > 0 ? hanging : '') + line);
}

/** A mark in yellow, and the text wrapped beside it. */
export function beside(mark: string, text: string, width: number, style: Style): string[] {
  const lead = `  ${mark}`;
  return wrapText(text, width - lead.length).map(
    (line, place) => (place === 0 ? `  ${style.yellow(mark)}` : ' '.repeat(lead.length)) + line,
  );
}
