/** `start` is included, `end` is not. */
export interface IndexRange {
  readonly start: number;
  readonly end: number;
}

/** Each layer of intervals is this many times as short as the one before. */
const DECAY = Math.SQRT2;

/**
 * Seeded intervals over `length` places: Kovács, Bühlmann, Li and Munk (2023), "Seeded binary segmentation: a general methodology
 * for fast and optimal changepoint detection", Biometrika 110, definition 1 with a decay of sqrt(1/2). Each layer covers everything with
 * intervals that overlap by about half, so that every change has an interval in which it is alone and not near an end; all of them
 * together are at most 4 log2(length) times as long as the series. Shortest first, none shorter than `shortest`.
 */
export function seededIntervals(length: number, shortest: number): IndexRange[] {
  const intervals: IndexRange[] = [];
  for (let layer = 0; length / DECAY ** layer >= shortest; layer += 1) {
    const width = length / DECAY ** layer;
    const count = 2 * Math.ceil(DECAY ** layer) - 1;
    const shift = count > 1 ? (length - width) / (count - 1) : 0;
    for (let index = count - 1; index >= 0; index -= 1) {
      intervals.push({ start: Math.floor(index * shift), end: Math.min(length, Math.ceil(index * shift + width)) });
    }
  }
  return intervals.toReversed();
}
