import { visibleText } from '../../base/text.ts';

const MOST_CHARACTERS = 2000;

/** Text from outside as one line without control characters, cut where it is so long that nobody reads it. */
export function clippedText(text: string): string {
  return visibleText(text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
}

/** The lines that are not blank, `most` of them at most, from the beginning or the end; a line says how many are left out. */
export function clippedLines(text: string, most: number, keep: 'first' | 'last'): string[] {
  const lines = text
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd());
  const left = lines.length - most;
  if (left <= 0) return lines.map(clippedText);
  const note = `… ${left} more ${left === 1 ? 'line' : 'lines'}`;
  return keep === 'first' ? [...lines.slice(0, most).map(clippedText), note] : [note, ...lines.slice(-most).map(clippedText)];
}
