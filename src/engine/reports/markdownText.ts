import { clippedText } from './clippedText.ts';
import { fitText } from './fitText.ts';

const MOST_NAME_COLUMNS = 200;

/**
 * As inline code. What a code span in a table cannot hold (backticks, pipes, backslashes) goes into an element with every
 * sign as a character reference, which Markdown never reads as its own.
 */
export function code(text: string): string {
  const line = clippedText(text);
  if (/^[^`|\\]*[^`|\\\s][^`|\\]*$/u.test(line) && line === line.trim()) return `\`${line}\``;
  return `<code>${references(line)}</code>`;
}

const references = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}\s]/gu, (sign) => `&#${sign.codePointAt(0)};`);

/** Signs that Markdown, GitHub's mentions and its automatic links begin with, as character references. */
export const escaped = (text: string): string =>
  clippedText(text).replace(/[\\`*_~[\]<>|#@&$!]|(?<=www)\.|:(?=\/)/giu, (sign) => `&#${sign.charCodeAt(0)};`);

/** What stands between backticks in a message is code. */
export const sentence = (message: string): string =>
  message
    .split(/(`[^`]*`)/u)
    .map((part) => (/^`[^`]+`$/u.test(part) ? code(part.slice(1, -1)) : escaped(part)))
    .join('');

/** So long that one cannot take the room of all others; many signs have no width. */
export const shortName = (text: string): string => fitText(clippedText(text.slice(0, 2 * MOST_NAME_COLUMNS)), MOST_NAME_COLUMNS);

/** A line of a table from cells that are Markdown already. */
export const tableLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A fenced block inside a list item; its fence is longer than any run of backticks in it. */
export function fenced(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/gu)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence].map((line) => `  ${line}`).join('\n');
}
