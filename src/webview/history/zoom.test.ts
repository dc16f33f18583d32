import { describe, expect, it } from 'vitest';
import { clampZoom, everything, isEverything, panBy, readZoom, zoomAround, zoomWith } from './zoom.ts';

describe('a zoom', () => {
  it('keeps the place under the pointer where it is', () => {
    const zoom = zoomAround(everything(100), 100, 24.5, 0.5);
    expect(zoom).toEqual({ from: 12, to: 62 });
    expect(zoomAround(zoom, 100, 24.5, 2)).toEqual(everything(100));
  });

  it('is never wider than all, closer than five commits, or beyond the ends', () => {
    expect(zoomAround(everything(100), 100, 50, 10)).toEqual(everything(100));
    expect(zoomAround({ from: 10, to: 16 }, 100, 10, 0.01)).toEqual({ from: 10, to: 15 });
    expect(panBy({ from: 10, to: 20 }, 100, 500)).toEqual({ from: 89.5, to: 99.5 });
    expect(panBy({ from: 10, to: 20 }, 100, -500)).toEqual({ from: -0.5, to: 9.5 });
    expect(clampZoom({ from: 0, to: 1 }, 3)).toEqual(everything(3));
    expect(everything(0)).toEqual({ from: -0.5, to: 0.5 });
  });

  it('moves no further than it takes to show a place', () => {
    const zoom = { from: 9.5, to: 19.5 };
    expect(zoomWith(zoom, 100, 12)).toEqual(zoom);
    expect(zoomWith(zoom, 100, 20)).toEqual({ from: 10.5, to: 20.5 });
    expect(zoomWith(zoom, 100, 0)).toEqual({ from: -0.5, to: 9.5 });
  });

  it('knows when it is all there is', () => {
    expect(isEverything(everything(7), 7)).toBe(true);
    expect(isEverything({ from: 0, to: 5 }, 7)).toBe(false);
  });

  it.each([null, 3, {}, { benchmarkId: 'a', from: 3, to: 2 }, { benchmarkId: 4, from: 1, to: 2 }, { benchmarkId: 'a', from: '1', to: 2 }])(
    'is not read from %j',
    (value) => {
      expect(readZoom(value)).toBeNull();
    },
  );

  it('is read from what it was kept as', () => {
    expect(readZoom({ benchmarkId: 'a', from: -0.5, to: 9.5, more: 1 })).toEqual({ benchmarkId: 'a', from: -0.5, to: 9.5 });
  });
});
