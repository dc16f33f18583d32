import type { SourceRange } from './benchmark.ts';

interface Marked {
  readonly file: string;
  readonly range: SourceRange;
}

/**
 * Adds up shares of a profile that fall on marked lines. Of places with lines in common the largest counts, so that no line counts twice:
 * the sum is never too large. Null where no place has a share.
 */
export function sumOfShares<Place extends Marked>(places: readonly Place[], shareOf: (place: Place) => number | null): number | null {
  const known = places.flatMap((place) => {
    const share = shareOf(place);
    return share === null ? [] : [{ file: place.file, ...place.range, share }];
  });
  if (known.length === 0) return null;
  const ordered = known.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.startLine - b.startLine));
  let [sum, file, endLine, largest] = [0, '', 0, 0];
  for (const one of ordered) {
    if (one.file === file && one.startLine <= endLine) {
      endLine = Math.max(endLine, one.endLine);
      largest = Math.max(largest, one.share);
    } else {
      sum += largest;
      ({ file, endLine, share: largest } = one);
    }
  }
  return Math.min(1, sum + largest);
}
