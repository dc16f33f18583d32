import { describe, expect, it } from 'vitest';
import type { PanelSeries } from '../../protocol/panelHistory.ts';
import { firstAtLeast, nearestTo, plotOf, viewOf, xOf, yOf, type ChartData } from './chartView.ts';
import { levelsOf } from './levels.ts';
import { everything } from './zoom.ts';

function dataOf(values: readonly number[], places = values.map((_, place) => place)): ChartData {
  const series = {
    places: Int32Array.from(places),
    values: Float64Array.from(values),
    runs: Int32Array.from(values, () => 1),
    changes: null,
  } as unknown as PanelSeries;
  return { metric: 'median', commits: [], series, levels: levelsOf(series.values, null), kinds: new Uint8Array(values.length) };
}

const WIDTH = 1000;

describe('viewOf', () => {
  it('has all that is inside the zoom, and room around it', () => {
    const data = dataOf([100, 120, 140, 900]);
    const all = viewOf(data, everything(4), 'linear');
    expect([all.first, all.last]).toEqual([0, 3]);
    expect(all.scale.low).toBeLessThan(100);
    expect(all.scale.high).toBeGreaterThan(900);
    const part = viewOf(data, { from: 0.5, to: 2.5 }, 'linear');
    expect([part.first, part.last]).toEqual([1, 2]);
    expect(part.scale.high).toBeLessThan(200);
  });

  it('does not make a mountain of values that are nearly the same', () => {
    const { scale } = viewOf(dataOf([1000, 1001, 1000]), everything(3), 'linear');
    expect((scale.high - scale.low) / 1000).toBeGreaterThan(0.06);
  });

  it('never goes below nothing, and stands nothing and no numbers on either scale', () => {
    expect(viewOf(dataOf([1, 100]), everything(2), 'linear').scale.low).toBe(0);
    for (const kind of ['linear', 'log'] as const) {
      for (const values of [[0, 0, 0], [Number.NaN, 5, 0], [Number.NaN], []]) {
        const { scale } = viewOf(dataOf(values), everything(values.length), kind);
        expect(Number.isFinite(scale.low) && scale.high > scale.low).toBe(true);
      }
    }
  });

  it('has nothing where nothing was measured', () => {
    const { first, last } = viewOf(dataOf([5, 6], [0, 90]), { from: 40, to: 50 }, 'linear');
    expect(last).toBeLessThan(first);
  });
});

describe('nearestTo', () => {
  const points = [
    [0, 100],
    [1, 120],
    [5, 140],
    [9, 900],
  ] as const;
  const data = dataOf(
    points.map(([, value]) => value),
    points.map(([place]) => place),
  );
  const view = viewOf(data, everything(10), 'linear');
  const plot = plotOf(WIDTH);
  const xAt = (place: number) => xOf(plot, view.zoom, place);
  const yAt = (value: number) => yOf(plot, view.scale, value);

  it('hits the point under the pointer', () => {
    for (const [index, [place, value]] of points.entries()) {
      expect(nearestTo(data, view, WIDTH, xAt(place) + 4, yAt(value) - 4)).toEqual({ index, isHit: true });
    }
  });

  it('tells the nearest commit where there is no point', () => {
    expect(nearestTo(data, view, WIDTH, xAt(5) + 20, 30)).toEqual({ index: 2, isHit: false });
    expect(nearestTo(data, view, WIDTH, xAt(9) - 20, 250)).toEqual({ index: 3, isHit: false });
  });

  it('tells nothing beside the plot', () => {
    expect(nearestTo(data, view, WIDTH, 10, 100)).toBeNull();
    expect(nearestTo(dataOf([]), viewOf(dataOf([]), everything(0), 'linear'), WIDTH, 500, 100)).toBeNull();
  });
});

describe('firstAtLeast', () => {
  it('finds the first index from a place on', () => {
    const places = Int32Array.of(0, 2, 2, 7);
    expect([-1, 0, 1, 2, 3, 7, 8].map((place) => firstAtLeast(places, place))).toEqual([0, 0, 1, 1, 3, 3, 4]);
  });
});
