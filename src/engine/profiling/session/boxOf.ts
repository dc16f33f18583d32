import type { FlameBox, WantedBox } from '../../../protocol/profile.ts';
import { firstBoxAfter, type Rows } from '../tree/rows.ts';

/** What boxes are found by beside their places. */
export interface BoxSource {
  readonly rows: Rows;
  readonly functionOf: (node: number) => number;
  /** By function, as a search marks them: 1 where it matches. */
  readonly matchesOf: (text: string) => Uint8Array;
}

/** Finds a single box of a view. */
export function boxOf(source: BoxSource, wanted: WantedBox): FlameBox | null {
  const { rows } = source;
  switch (wanted.kind) {
    case 'at':
      return toBox(source, wanted.row, boxAt(rows, wanted.row, wanted.place));
    case 'beside':
      return besideOf(source, wanted);
    case 'node':
      return widest(source, (node) => node === wanted.node);
    case 'function':
      return widest(source, (node) => source.functionOf(node) === wanted.functionId);
    case 'match': {
      const isMatch = source.matchesOf(wanted.text);
      // What took no time is not to be seen.
      const isFound = (box: number) => isMatch[source.functionOf(rows.nodeOf(box))] === 1 && rows.toOf(box) > rows.fromOf(box);
      return matchOf(source, isFound, wanted);
    }
  }
}

function toBox({ rows, functionOf }: BoxSource, row: number, box: number): FlameBox | null {
  if (box === -1) return null;
  const node = rows.nodeOf(box);
  return { row, from: rows.fromOf(box), to: rows.toOf(box), node, functionId: functionOf(node) };
}

/** -1 where there is none. */
function boxAt(rows: Rows, row: number, place: number): number {
  if (!(row >= 0 && row < rows.count)) return -1;
  const box = firstBoxAfter(rows, row, place);
  return box < rows.firstOf[row + 1]! && rows.fromOf(box) <= place ? box : -1;
}

function besideOf(source: BoxSource, { box, step }: WantedBox & { readonly kind: 'beside' }): FlameBox | null {
  const { rows } = source;
  const { row, from, to } = box;
  const middle = (from + to) / 2;
  if (step === 'parent') return toBox(source, row - 1, boxAt(rows, row - 1, middle));
  if (step === 'child') return row + 1 < rows.count ? toBox(source, row + 1, widestIn(rows, row + 1, from, to)) : null;
  const at = boxAt(rows, row, middle);
  if (at === -1) return null;
  const way = step === 'next' ? 1 : -1;
  let next = at + way;
  const isInRow = () => next >= rows.firstOf[row]! && next < rows.firstOf[row + 1]!;
  while (isInRow() && rows.toOf(next) === rows.fromOf(next)) next += way;
  return toBox(source, row, isInRow() ? next : -1);
}

/** Of the boxes of a row that begin between two places; -1 without one. */
function widestIn(rows: Rows, row: number, from: number, to: number): number {
  let [best, width] = [-1, 0];
  for (let box = firstBoxAfter(rows, row, from); box < rows.firstOf[row + 1]! && rows.fromOf(box) < to; box += 1) {
    const own = rows.toOf(box) - rows.fromOf(box);
    if (own > width) [best, width] = [box, own];
  }
  return best;
}

/** The first one of the widest ones, from the top downwards. */
function widest(source: BoxSource, isWanted: (node: number) => boolean): FlameBox | null {
  const { rows } = source;
  let [best, bestRow, width] = [-1, -1, 0];
  for (let row = 0; row < rows.count; row += 1) {
    for (let box = rows.firstOf[row]!; box < rows.firstOf[row + 1]!; box += 1) {
      if (!isWanted(rows.nodeOf(box))) continue;
      const own = rows.toOf(box) - rows.fromOf(box);
      if (own > width) [best, bestRow, width] = [box, row, own];
    }
  }
  return toBox(source, bestRow, best);
}

/** Boxes come one after another by where they begin; of those that begin at one place, the one above first. */
function matchOf(
  source: BoxSource,
  isMatch: (box: number) => boolean,
  { after, isBackward }: WantedBox & { readonly kind: 'match' },
): FlameBox | null {
  const { rows } = source;
  let [best, bestRow] = [-1, -1];
  let bestFrom = isBackward ? -Infinity : Infinity;
  for (let row = 0; row < rows.count; row += 1) {
    const [first, end] = [rows.firstOf[row]!, rows.firstOf[row + 1]!];
    // The first box that comes after the place.
    let box = first;
    if (after !== null) {
      box = firstBoxAfter(rows, row, after.from);
      // That one may have begun before the place, or there and above it.
      const isAfter = (one: number) => rows.fromOf(one) > after.from || (rows.fromOf(one) === after.from && row > after.row);
      while (box < end && !isAfter(box)) box += 1;
    }
    if (isBackward) {
      const isBefore = (one: number) =>
        after === null || rows.fromOf(one) < after.from || (rows.fromOf(one) === after.from && row < after.row);
      let last = (after === null ? end : box) - 1;
      while (last >= first && !isBefore(last)) last -= 1;
      // Nothing farther back than the best one can be better.
      while (last >= first && rows.fromOf(last) >= bestFrom && !isMatch(last)) last -= 1;
      if (last >= first && rows.fromOf(last) >= bestFrom) [best, bestRow, bestFrom] = [last, row, rows.fromOf(last)];
    } else {
      while (box < end && rows.fromOf(box) < bestFrom && !isMatch(box)) box += 1;
      if (box < end && rows.fromOf(box) < bestFrom) [best, bestRow, bestFrom] = [box, row, rows.fromOf(box)];
    }
  }
  return toBox(source, bestRow, best);
}
