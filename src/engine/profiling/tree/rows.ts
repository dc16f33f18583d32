/**
 * A flame graph as it lies: a row for each depth, from what the root called downwards. Boxes of a row do not overlap, and come from left
 * to right; those of all rows are numbered in one line.
 */
export interface Rows {
  readonly count: number;
  /** Of the boxes of a row, the first one, and where the next row begins. */
  readonly firstOf: Int32Array;
  /** From here to there, in the unit of the profile; 0 is the left end. */
  readonly end: number;
  fromOf(box: number): number;
  toOf(box: number): number;
  nodeOf(box: number): number;
}

/** The first box of a row that ends after a place; one after its last box where none does. */
export function firstBoxAfter(rows: Rows, row: number, place: number, first = rows.firstOf[row]!): number {
  let [low, high] = [first, rows.firstOf[row + 1]!];
  // Mostly it is near: in steps that double, then between the last two.
  for (let step = 1; low + step < high; step *= 2) {
    if (rows.toOf(low + step) > place) {
      high = low + step;
      break;
    }
    low += step;
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.toOf(middle) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
