import type { Edit } from './rule.ts';

/**
 * A text with changes made. Where two of them touch the same place the first one wins, and the other is left out: it is found again in
 * the text that comes of it.
 */
export function applyEdits(text: string, changes: readonly (readonly Edit[])[]): string {
  const taken: Edit[] = [];
  for (const edits of changes) {
    const isFree = edits.every(({ start, end }) =>
      taken.every((other) => end < other.start || other.end < start || isBeside({ start, end }, other)),
    );
    if (isFree) taken.push(...edits);
  }
  let [result, at] = ['', 0];
  for (const { start, end, text: added } of taken.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, start) + added;
    at = end;
  }
  return result + text.slice(at);
}

/** One ends where the other begins, and neither only puts something in there. */
const isBeside = (a: Pick<Edit, 'start' | 'end'>, b: Edit): boolean =>
  a.start < a.end && b.start < b.end && (a.end === b.start || b.end === a.start);
