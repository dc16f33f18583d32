import type { FlameTile, ProfileRange } from '../../../protocol/profile.ts';

/** Colours as the bytes of a picture have them. */
export type Colors = Uint32Array;

/** What boxes are coloured by. */
export interface BoxColors {
  /** By function; what is not in it yet has `unknown`. */
  readonly ofFunction: Colors;
  readonly unknown: number;
  /** Of a difference: from -1 to 1 in as many steps as there are, the middle one for none. */
  readonly ofDelta: Colors;
  /** By function: 1 where a search finds it; null without a search. */
  readonly isMatch: Uint8Array | null;
  /** What a search does not find. */
  readonly dimmed: (color: number) => number;
}

/** Where a picture of one line of pixels for each row is painted, to be stretched to the height of the rows. */
export interface Strip {
  /** `width` pixels for each row from `firstRow` on. */
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** Boxes as wide as this are kept apart from the next one by a line. */
const LEAST_PARTED_PX = 3;

/** Paints a tile over what is there, wherever it has something to say. `span` is what the strip shows from end to end. */
export function paintTile(strip: Strip, tile: FlameTile, span: ProfileRange, colors: BoxColors): void {
  const { pixels, width } = strip;
  const { request, firstOf, places } = tile;
  const scale = width / (span.to - span.from);
  const left = (request.from - span.from) * scale;
  const perShare = (request.to - request.from) * scale;
  const first = Math.max(request.firstRow, strip.firstRow);
  const end = Math.min(request.endRow, strip.firstRow + strip.rows);
  const [clearFrom, clearTo] = [Math.max(0, Math.round(left)), Math.min(width, Math.round(left + perShare))];
  if (clearTo <= clearFrom) return;
  for (let row = first; row < end; row += 1) {
    const line = (row - strip.firstRow) * width;
    pixels.fill(0, line + clearFrom, line + clearTo);
    const endBox = firstOf[row - request.firstRow + 1]!;
    for (let box = firstBoxIn(tile, row, -left / perShare); box < endBox; box += 1) {
      const from = Math.round(left + places[2 * box]! * perShare);
      if (from >= width) break;
      let to = Math.max(from + 1, Math.round(left + places[2 * box + 1]! * perShare));
      if (to - from >= LEAST_PARTED_PX) to -= 1;
      const color = colorOf(tile, box, colors);
      const stop = line + Math.min(width, to);
      for (let at = line + Math.max(0, from); at < stop; at += 1) pixels[at] = color;
    }
  }
}

/** The first box of a row that ends after a share of the tile's width. */
export function firstBoxIn({ request, firstOf, places }: FlameTile, row: number, share: number): number {
  let [low, high] = [firstOf[row - request.firstRow]!, firstOf[row - request.firstRow + 1]!];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places[2 * middle + 1]! <= share) low = middle + 1;
    else high = middle;
  }
  return low;
}

function colorOf({ functionIds, deltas }: FlameTile, box: number, colors: BoxColors): number {
  const id = functionIds[box]!;
  const { ofDelta, ofFunction, unknown, isMatch } = colors;
  const color = deltas ? ofDelta[stepOf(deltas[box]!, ofDelta.length)]! : id < ofFunction.length ? ofFunction[id]! || unknown : unknown;
  return isMatch !== null && isMatch[id] !== 1 ? colors.dimmed(color) : color;
}

/** A small change that is no chance has a colour that can be told from none. */
function stepOf(delta: number, steps: number): number {
  const middle = (steps - 1) / 2;
  if (delta === 0 || Number.isNaN(delta)) return middle;
  const size = Math.max(1, Math.min(middle, Math.ceil(Math.sqrt(Math.abs(delta)) * middle)));
  return delta > 0 ? middle + size : middle - size;
}

/** Marks what a difference has more of, or less of, where chance does not explain it: a shape beside the colour. */
export function paintMarks(strip: Strip, tile: FlameTile, span: ProfileRange, isMore: boolean, color: number): void {
  const { deltas } = tile;
  if (deltas === null) return;
  const steps = Uint32Array.of(isMore ? 0 : color, 0, isMore ? color : 0);
  paintTile(strip, tile, span, { ofFunction: steps, unknown: 0, ofDelta: steps, isMatch: null, dimmed: (same) => same });
}

/** What is drawn at a place. */
export interface DrawnBox extends ProfileRange {
  readonly row: number;
  readonly node: number;
  readonly functionId: number;
  /** How many it stands for. */
  readonly count: number;
  /** Of a difference, else null. */
  readonly delta: number | null;
}

/** Finds it in the last tile that has the place; `reach` is how far beside a box a place still means it. */
export function drawnAt(tiles: readonly FlameTile[], row: number, place: number, reach: number): DrawnBox | null {
  const tile = tiles.findLast(
    ({ request }) => row >= request.firstRow && row < request.endRow && place >= request.from && place < request.to,
  );
  if (!tile) return null;
  const { request, firstOf } = tile;
  const width = request.to - request.from;
  const box = firstBoxIn(tile, row, (place - reach - request.from) / width);
  if (box >= firstOf[row - request.firstRow + 1]!) return null;
  const found = drawnBox(tile, row, box);
  return found.from <= place + reach ? found : null;
}

export function drawnBox(tile: FlameTile, row: number, box: number): DrawnBox {
  const { request, places, nodes, functionIds, counts, deltas } = tile;
  const width = request.to - request.from;
  return {
    row,
    from: request.from + places[2 * box]! * width,
    to: request.from + places[2 * box + 1]! * width,
    node: nodes[box]!,
    functionId: functionIds[box]!,
    count: counts[box]!,
    delta: deltas ? deltas[box]! : null,
  };
}
