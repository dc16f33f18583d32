import { describe, expect, it } from 'vitest';
import { afterStored, type PanelMetricSeries } from '../../protocol/panelMonitor.ts';
import { figuresOf, firstOf, joinSeries, nearestAt, toPlot } from './monitorSeries.ts';

const series = (points: readonly (readonly [atMs: number, value: number])[], isBand = false): PanelMetricSeries => ({
  metric: 'm',
  atMs: Float64Array.from(points, ([atMs]) => atMs),
  values: Float64Array.from(points, ([, value]) => value),
  least: isBand ? Float64Array.from(points, ([, value]) => value - 1) : null,
  most: isBand ? Float64Array.from(points, ([, value]) => value + 1) : null,
});

describe('joinSeries', () => {
  it('keeps what is older than the news, takes all of them, and forgets what is too old', () => {
    const before = series([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    const joined = joinSeries(
      before,
      series([
        [2, 30],
        [3, 40],
        [4, 50],
      ]),
      2,
      1,
    );
    expect([...joined.atMs]).toEqual([1, 2, 3, 4]);
    expect([...joined.values]).toEqual([2, 30, 40, 50]);
  });

  it('takes only the news where there was nothing, where all is too old, and of minutes', () => {
    const next = series([[9, 9]]);
    expect(joinSeries(undefined, next, 0, 0)).toBe(next);
    expect([...joinSeries(series([[1, 1]]), next, 9, 5).atMs]).toEqual([9]);
    const minutes = series([[9, 9]], true);
    expect(joinSeries(series([[1, 1]], true), minutes, 9, 0)).toBe(minutes);
  });
});

describe('toPlot', () => {
  it('ends the line where nothing was collected for a while, and only there', () => {
    const plot = toPlot(
      series([
        [0, 1],
        [1000, 2],
        [2100, 3],
        [9000, 4],
        [10_000, 5],
      ]),
    );
    expect(plot.atMs).toEqual([0, 1000, 2100, 5550, 9000, 10_000]);
    expect(plot.values).toEqual([1, 2, 3, null, 4, 5]);
    expect(plot.least).toBeNull();
  });

  it('has the band of minutes', () => {
    const plot = toPlot(
      series(
        [
          [0, 5],
          [60_000, 6],
        ],
        true,
      ),
    );
    expect([plot.least, plot.most]).toEqual([
      [4, 5],
      [6, 7],
    ]);
  });

  it('draws one value, and none', () => {
    expect(toPlot(series([[7, 1]])).values).toEqual([1]);
    expect(toPlot(series([])).atMs).toEqual([]);
  });
});

describe('figuresOf', () => {
  it('tells of what is shown only, ends included', () => {
    const all = series([
      [0, 100],
      [1, 2],
      [2, 6],
      [3, 4],
      [4, -100],
    ]);
    expect(figuresOf(all, 1, 3)).toEqual({ latest: 4, min: 2, mean: 4, max: 6 });
    expect(figuresOf(all, 5, 9)).toBeNull();
  });

  it('takes the least and the most of minutes', () => {
    expect(
      figuresOf(
        series(
          [
            [0, 5],
            [1, 7],
          ],
          true,
        ),
        0,
        1,
      ),
    ).toEqual({ latest: 7, min: 4, mean: 6, max: 8 });
  });
});

describe('nearestAt', () => {
  it('finds the value next to a time, unless it is too far away', () => {
    const atMs = Float64Array.of(0, 10, 20);
    expect([-5, 4, 6, 14, 100].map((ms) => nearestAt(atMs, ms))).toEqual([0, 0, 1, 1, 2]);
    expect(nearestAt(atMs, 100, 50)).toBeNull();
    expect(nearestAt([], 1)).toBeNull();
  });
});

describe('values after the minutes of before', () => {
  const minutes = [0, 60_000, 120_000, 600_000].map((atMs) => ({ atMs, min: 1, max: 9, mean: 5, count: 60 }));
  const mixed = afterStored(
    minutes,
    series([
      [660_000, 2],
      [661_000, 3],
      [662_000, 3],
      [670_000, 4],
    ]),
  );

  it('have a band where there are minutes, and gaps by the steps of each', () => {
    const plot = toPlot(mixed);
    expect(plot.atMs).toEqual([0, 60_000, 120_000, 360_000, 600_000, 660_000, 661_000, 662_000, 666_000, 670_000]);
    expect(plot.values).toEqual([5, 5, 5, null, 5, 2, 3, 3, null, 4]);
    expect(plot.least).toEqual([1, 1, 1, null, 1, null, null, null, null, null]);
    expect(plot.most?.slice(4)).toEqual([9, null, null, null, null, null]);
  });

  it('count in figures, and go on with news', () => {
    expect(figuresOf(mixed, 0, 700_000)).toEqual({ latest: 4, min: 1, mean: 32 / 8, max: 9 });
    expect(figuresOf(mixed, 650_000, 700_000)).toMatchObject({ min: 2, max: 4 });
    const joined = joinSeries(mixed, series([[671_000, 7]]), 671_000, 60_000);
    expect([...joined.atMs]).toEqual([60_000, 120_000, 600_000, 660_000, 661_000, 662_000, 670_000, 671_000]);
    expect([...joined.least!]).toEqual([1, 1, 1, NaN, NaN, NaN, NaN, NaN]);
    expect(firstOf([joined, series([])])).toBe(60_000);
    expect(firstOf([])).toBe(Infinity);
  });

  it('are as they were collected where there are no minutes', () => {
    expect(afterStored([], series([[1, 2]]))).toEqual(series([[1, 2]]));
  });
});
