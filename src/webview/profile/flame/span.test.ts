import { describe, expect, it } from 'vitest';
import { clampSpan, isAll, panBy, readSpan, spanWith, zoomAround } from './span.ts';

const END = 1000;

describe('a part that is looked at', () => {
  it('stays inside the ends, and is never closer than anything is', () => {
    expect(clampSpan({ from: -50, to: 50 }, END)).toEqual({ from: 0, to: 100 });
    expect(clampSpan({ from: 950, to: 1050 }, END)).toEqual({ from: 900, to: 1000 });
    expect(clampSpan({ from: -1, to: 5000 }, END)).toEqual({ from: 0, to: END });
    expect(clampSpan({ from: 500, to: 500.001 }, END)).toEqual({ from: 499.5005, to: 500.5005 });
    expect(clampSpan({ from: 0, to: 1 }, 0)).toEqual({ from: 0, to: 0 });
  });

  it('keeps the place under the pointer while it is zoomed', () => {
    const shareOf = ({ from, to }: { from: number; to: number }) => (300 - from) / (to - from);
    let span = { from: 100, to: 600 };
    const share = shareOf(span);
    for (let step = 0; step < 6; step += 1) {
      span = zoomAround(span, END, 300, 0.5);
      expect(shareOf(span)).toBeCloseTo(share, 9);
    }
    expect(isAll(zoomAround(span, END, 300, 1e6), END)).toBe(true);
  });

  it('moves as far as there is something', () => {
    expect(panBy({ from: 100, to: 200 }, END, 50)).toEqual({ from: 150, to: 250 });
    expect(panBy({ from: 100, to: 200 }, END, 5000)).toEqual({ from: 900, to: 1000 });
  });

  it('is moved as little as it takes to see a box, and closer where the box could not be seen', () => {
    const all = { from: 0, to: END };
    expect(spanWith({ from: 0, to: 500 }, END, { from: 600, to: 700 }, 800)).toEqual({ from: 200, to: 700 });
    expect(spanWith({ from: 500, to: END }, END, { from: 100, to: 200 }, 800)).toEqual({ from: 100, to: 600 });
    expect(spanWith(all, END, { from: 100, to: 200 }, 800)).toBe(all);
    const near = spanWith(all, END, { from: 500, to: 502 }, 800);
    expect(near.from).toBeLessThan(500);
    expect(near.to).toBeGreaterThan(502);
    expect((2 / (near.to - near.from)) * 800).toBeCloseTo(140, 6);
    expect(spanWith({ from: 400, to: 410 }, END, { from: 300, to: 500 }, 800)).toEqual({ from: 300, to: 500 });
  });

  it('is read with care', () => {
    expect(readSpan({ from: 1, to: 2, more: 3 })).toEqual({ from: 1, to: 2 });
    const broken = [null, 1, 'x', {}, { from: 2, to: 1 }, { from: -1, to: 2 }, { from: 0, to: Infinity }, { from: '0', to: 1 }];
    expect(broken.map(readSpan)).toEqual(broken.map(() => null));
  });
});
