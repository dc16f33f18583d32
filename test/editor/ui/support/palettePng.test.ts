import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toPalettePng } from './palettePng.ts';

const chunk = (type: string, content: readonly number[] | Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), Buffer.from(content), Buffer.alloc(4)]);
};

/** Three pixels a row, of 8 bits a channel; each row begins with its filter. */
function rgbPng(...rows: readonly (readonly number[])[]): Buffer {
  const header = chunk('IHDR', [0, 0, 0, 3, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  const data = chunk('IDAT', deflateSync(Buffer.from(rows.flat())));
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), header, data, chunk('IEND', [])]);
}

function contentOf(png: Buffer, wanted: string): Buffer {
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === wanted) return png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
  }
  throw new Error(`no ${wanted}`);
}

describe('toPalettePng', () => {
  it('keeps the colours of few, whatever filters their rows have', () => {
    const png = toPalettePng(
      rgbPng(
        [0, 10, 20, 30, 200, 100, 0, 10, 20, 30],
        [1, 10, 20, 30, 190, 80, 226, 0, 0, 0],
        [2, 0, 0, 0, 0, 0, 0, 66, 176, 30],
        [3, 5, 10, 15, 95, 40, 241, 123, 248, 241],
        [4, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      ),
    );
    const palette = contentOf(png, 'PLTE');
    const rows = inflateSync(contentOf(png, 'IDAT'));
    const colours = Array.from({ length: 15 }, (_, i) => {
      const index = rows[Math.floor(i / 3) * 4 + 1 + (i % 3)]!;
      return palette.subarray(index * 3, index * 3 + 3).join(' ');
    });
    const [a, b] = ['10 20 30', '200 100 0'];
    expect(colours.slice(0, 6)).toEqual([a, b, a, a, b, b]);
    expect(colours.slice(6, 8)).toEqual([a, b]);
    expect(colours[8]).toBe('10 20 30');
    expect(colours.slice(9, 11)).toEqual([a, b]);
    expect(colours.slice(12)).toEqual(colours.slice(9, 12));
  });

  it('refuses what is no screenshot', () => {
    expect(() => toPalettePng(Buffer.from('GIF89a, or something else'))).toThrow('no PNG');
  });
});
