import { deflateSync, inflateSync, crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const MOST_COLOURS = 256;
/** Of these, so many of the most frequent are kept as they are: two backgrounds may differ by less than two shades of a letter. */
const EXACT_COLOURS = 96;

/** Pixels as 0xRRGGBB, row by row. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/**
 * A screenshot with a palette of 256 colours instead of millions: a third of the size, and a user interface loses nothing
 * that one sees. Takes what browsers write: 8 bits a channel, not interlaced, opaque.
 */
export function toPalettePng(png: Buffer): Buffer {
  return encode(...quantise(decode(png)));
}

function decode(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('this is no PNG');
  const data: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const content = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = content;
    else if (type === 'IDAT') data.push(content);
    at += length + 12;
  }
  const channels = header && ({ 2: 3, 6: 4 } as Record<number, number>)[header[9]!];
  if (!header || channels === undefined || header[8] !== 8 || header[12] !== 0) throw new Error('this PNG is of another kind');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * channels, channels);
  const pixels = new Uint32Array(width * height);
  for (let i = 0, at = 0; i < pixels.length; i++, at += channels) pixels[i] = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  return { width, height, pixels };
}

/** Undoes the filters of PNG (ISO/IEC 15948, 9.2): each row begins with the number of its own. */
function unfilter(rows: Buffer, rowBytes: number, step: number): Uint8Array {
  const height = rows.length / (rowBytes + 1);
  const out = new Uint8Array(height * rowBytes);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (rowBytes + 1)]!;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x >= step ? out[at - step]! : 0;
      const up = y > 0 ? out[at - rowBytes]! : 0;
      const corner = x >= step && y > 0 ? out[at - rowBytes - step]! : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      out[at] = rows[y * (rowBytes + 1) + 1 + x]! + predicted;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const channel = (colour: number, shift: number): number => (colour >> shift) & 255;

/** Median cut (Heckbert 1982) of all but the most frequent colours; each box is shown as its most frequent one. */
function quantise({ width, height, pixels }: Picture): [width: number, height: number, palette: readonly number[], indices: Uint8Array] {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const widest = (colours: readonly number[]) =>
    [16, 8, 0]
      .map((shift) => {
        const values = colours.map((colour) => channel(colour, shift));
        return { shift, range: values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 255) };
      })
      .toSorted((a, b) => b.range - a.range)[0]!;
  const boxOf = (colours: readonly number[]) => ({ colours, ...widest(colours) });
  const byCount = [...counts.keys()].toSorted((a, b) => counts.get(b)! - counts.get(a)!);
  const exact = byCount.slice(0, EXACT_COLOURS);
  const boxes = byCount.length > exact.length ? [boxOf(byCount.slice(exact.length))] : [];
  while (boxes.length > 0 && boxes.length < MOST_COLOURS - exact.length) {
    boxes.sort((a, b) => b.range - a.range);
    const box = boxes[0]!;
    if (box.range === 0) break;
    const sorted = box.colours.toSorted((a, b) => channel(a, box.shift) - channel(b, box.shift));
    boxes.splice(0, 1, boxOf(sorted.slice(0, sorted.length >> 1)), boxOf(sorted.slice(sorted.length >> 1)));
  }
  const groups = [...exact.map((colour) => [colour]), ...boxes.map(({ colours }) => colours)];
  const indexOf = new Map(groups.flatMap((colours, index) => colours.map((colour) => [colour, index] as const)));
  const palette = groups.map((colours) => colours.reduce((a, b) => (counts.get(b)! > counts.get(a)! ? b : a)));
  return [width, height, palette, Uint8Array.from(pixels, (pixel) => indexOf.get(pixel)!)];
}

function encode(width: number, height: number, palette: readonly number[], indices: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const colours = Buffer.from(palette.flatMap((colour) => [channel(colour, 16), channel(colour, 8), channel(colour, 0)]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
