import type { FlameTile, TileRequest } from '../../../protocol/profile.ts';
import { Float64List, Int32List } from './numberList.ts';
import { firstBoxAfter, type Rows } from './rows.ts';

/** What a screen shows of a flame graph: as small as it, however large the profile. */
export type Tile = Omit<FlameTile, 'functionIds' | 'deltas'>;

export function tileOf(rows: Rows, request: TileRequest): Tile {
  const { from, to, columns } = request;
  const firstRow = Math.max(0, Math.min(rows.count, request.firstRow));
  const endRow = Math.max(firstRow, Math.min(rows.count, request.endRow));
  const column = (to - from) / columns;
  const firstOf = new Int32Array(endRow - firstRow + 1);
  const [places, nodes, counts] = [new Float64List(), new Int32List(), new Int32List()];
  for (let row = firstRow; row < endRow; row += 1) {
    const endBox = rows.firstOf[row + 1]!;
    let box = firstBoxAfter(rows, row, from);
    while (box < endBox && rows.fromOf(box) < to) {
      const left = Math.max(from, rows.fromOf(box));
      let last = box;
      if (rows.toOf(box) - left < column) last = lastTogether(rows, row, box, left + column);
      const right = Math.min(to, rows.toOf(last));
      places.push((left - from) / (to - from));
      places.push((right - from) / (to - from));
      nodes.push(rows.nodeOf((box + last) >>> 1));
      counts.push(last - box + 1);
      box = last + 1;
    }
    firstOf[row - firstRow + 1] = nodes.length;
  }
  return {
    request: { ...request, firstRow, endRow },
    firstOf,
    places: Float32Array.from(places.toArray()),
    nodes: nodes.toArray().slice(),
    counts: counts.toArray().slice(),
  };
}

/** The last box of those that end before a place, or this one. */
function lastTogether(rows: Rows, row: number, box: number, place: number): number {
  const next = firstBoxAfter(rows, row, place, box);
  return Math.max(box, next - 1);
}
