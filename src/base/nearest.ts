/**
 * Up to `limit` of the candidates that are close enough to `word` to be what was meant, nearest first: those that contain
 * it, then those within two edits, or a third of its length if that is more (Levenshtein 1966). Case is ignored.
 */
export function nearest(word: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = word.toLowerCase();
  const furthest = wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  const scored: { candidate: string; score: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const text = candidate.toLowerCase();
    const score = wanted.length >= 3 && text.includes(wanted) ? 0.5 : edits(wanted, text);
    if (score <= furthest) scored.push({ candidate, score });
  }
  return scored
    .toSorted((a, b) => a.score - b.score)
    .slice(0, limit)
    .map((entry) => entry.candidate);
}

function edits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
