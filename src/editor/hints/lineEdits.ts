/** Lines of a text that become others. Lines from 0. */
export interface LineEdit {
  readonly startLine: number;
  /** The first one that stays. */
  readonly endLine: number;
  /** With its line ends. */
  readonly text: string;
}

/** How far apart two texts may be until they go on in the same way. */
const MOST_LINES_APART = 200;

/** What makes one text the other, line by line, so that all else of an editor stays where it is. */
export function lineEdits(before: string, after: string): LineEdit[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const edits: LineEdit[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    if (at < old.length && old[at] === now[to]) {
      at += 1;
      to += 1;
      continue;
    }
    const [skipped, added] = nextSame(old, at, now, to);
    edits.push({ startLine: at, endLine: at + skipped, text: now.slice(to, to + added).join('') });
    at += skipped;
    to += added;
  }
  return edits;
}

/** Lines with their ends. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];

/** How many lines of each are others, until both go on alike; all where they do not. */
function nextSame(old: readonly string[], at: number, now: readonly string[], to: number): [skipped: number, added: number] {
  const isSame = (skipped: number, added: number): boolean => {
    const line = old[at + skipped];
    // An empty line stands everywhere: it is a sign only where as many lines were changed as there are now.
    return line !== undefined && (line.trim() !== '' || skipped === added) && line === now[to + added];
  };
  for (let apart = 1; apart <= MOST_LINES_APART; apart += 1) {
    for (let skipped = 0; skipped <= apart; skipped += 1) if (isSame(skipped, apart - skipped)) return [skipped, apart - skipped];
  }
  return [old.length - at, now.length - to];
}
