import { describe, expect, it } from 'vitest';
import type { FlameTile } from '../../../protocol/profile.ts';
import { drawnAt, paintMarks, paintTile, type BoxColors, type Strip } from './paint.ts';

/** Boxes of one row as shares of the tile's width: where each begins and ends, its function, and how many it stands for. */
type Boxes = readonly (readonly [from: number, to: number, functionId: number, count?: number])[];

function tileOf(rows: readonly Boxes[], { from = 0, to = 100, firstRow = 0, deltas = null as readonly number[] | null } = {}): FlameTile {
  const all = rows.flat();
  const firstOf = Int32Array.from([0, ...rows.map((_, row) => rows.slice(0, row + 1).flat().length)]);
  return {
    request: { from, to, firstRow, endRow: firstRow + rows.length, columns: 100 },
    firstOf,
    places: Float32Array.from(all.flatMap(([left, right]) => [left, right])),
    nodes: Int32Array.from(all, (_, index) => index + 10),
    functionIds: Int32Array.from(all, ([, , id]) => id),
    counts: Int32Array.from(all, ([, , , count = 1]) => count),
    deltas: deltas && Float32Array.from(deltas),
  };
}

const stripOf = (width: number, rows = 1, firstRow = 0): Strip => ({ pixels: new Uint32Array(width * rows), width, rows, firstRow });
const colors: BoxColors = {
  ofFunction: Uint32Array.of(1, 2, 3),
  unknown: 9,
  ofDelta: Uint32Array.of(70, 71, 72, 73, 74),
  isMatch: null,
  dimmed: (color) => color + 100,
};
const all = { from: 0, to: 100 };
const textOf = ({ pixels, width }: Strip, row = 0) => [...pixels.subarray(row * width, (row + 1) * width)].join('');

describe('paintTile', () => {
  it('paints boxes where they lie, parted where they are wide enough', () => {
    const strip = stripOf(10);
    paintTile(
      strip,
      tileOf([
        [
          [0, 0.5, 0],
          [0.5, 0.6, 1],
          [0.8, 1, 2],
        ],
      ]),
      all,
      colors,
    );
    expect(textOf(strip)).toBe('1111020033');
  });

  it('shows what is narrower than a pixel, and what is not known yet', () => {
    const strip = stripOf(10);
    paintTile(strip, tileOf([[[0.301, 0.302, 7]]]), all, colors);
    expect(textOf(strip)).toBe('0009000000');
  });

  it('stretches and cuts to the part that is shown', () => {
    const strip = stripOf(10);
    paintTile(
      strip,
      tileOf([
        [
          [0, 0.5, 0],
          [0.5, 1, 1],
        ],
      ]),
      { from: 40, to: 60 },
      colors,
    );
    expect(textOf(strip)).toBe('1111022222');
  });

  it('paints over what a coarser tile had, only where it has something to say', () => {
    const strip = stripOf(10);
    paintTile(strip, tileOf([[[0, 1, 0]]]), all, colors);
    paintTile(strip, tileOf([[[0.2, 0.4, 1]]], { from: 20, to: 70 }), all, colors);
    // From 20 to 70 the finer one; its box from 30 to 40.
    expect(textOf(strip)).toBe('1102000110');
  });

  it('leaves rows alone that it does not have', () => {
    const strip = stripOf(4, 3, 1);
    paintTile(strip, tileOf([[[0, 1, 0]], [[0, 1, 1]]], { firstRow: 2 }), all, colors);
    expect([0, 1, 2].map((row) => textOf(strip, row))).toEqual(['0000', '1110', '2220']);
  });

  it('makes pale what a search does not find', () => {
    const strip = stripOf(6);
    paintTile(
      strip,
      tileOf([
        [
          [0, 0.5, 0],
          [0.5, 1, 1],
        ],
      ]),
      all,
      { ...colors, isMatch: Uint8Array.of(0, 1, 0) },
    );
    expect([...strip.pixels]).toEqual([101, 101, 0, 2, 2, 0]);
  });

  it('colours a difference by its size, and no difference by the middle', () => {
    const strip = stripOf(10);
    const deltas = [-1, -0.01, 0, 0.01, 1];
    paintTile(strip, tileOf([deltas.map((_, index) => [index / 5, (index + 1) / 5, 0] as const)], { deltas }), all, colors);
    expect([...strip.pixels]).toEqual([70, 70, 71, 71, 72, 72, 73, 73, 74, 74]);
  });

  it('marks what is more, and what is less, apart', () => {
    const tile = tileOf(
      [
        [
          [0, 0.5, 0],
          [0.5, 0.7, 0],
          [0.7, 1, 0],
        ],
      ],
      { deltas: [0.5, 0, -0.5] },
    );
    const [more, less] = [stripOf(10), stripOf(10)];
    paintMarks(more, tile, all, true, 5);
    paintMarks(less, tile, all, false, 6);
    expect(textOf(more)).toBe('5555000000');
    expect(textOf(less)).toBe('0000000660');
  });
});

describe('drawnAt', () => {
  const coarse = tileOf([[[0, 1, 0, 4]], [[0, 0.5, 1]]]);
  const fine = tileOf([[[0, 0.5, 2]]], { from: 20, to: 40 });

  it('finds the box in the closest tile that has the place', () => {
    expect(drawnAt([coarse, fine], 0, 25, 0)).toMatchObject({ functionId: 2, from: 20, to: 30, row: 0, node: 10, count: 1 });
    expect(drawnAt([coarse, fine], 0, 10, 0)).toMatchObject({ functionId: 0, count: 4 });
    expect(drawnAt([coarse, fine], 1, 25, 0)).toMatchObject({ functionId: 1, from: 0, to: 50 });
  });

  it('finds nothing where there is nothing, but what is so near that it is meant', () => {
    expect(drawnAt([coarse], 1, 60, 0)).toBeNull();
    expect(drawnAt([coarse], 1, 50.4, 0.5)).toMatchObject({ functionId: 1 });
    expect(drawnAt([coarse], 5, 10, 0)).toBeNull();
    expect(drawnAt([], 0, 10, 0)).toBeNull();
  });
});
