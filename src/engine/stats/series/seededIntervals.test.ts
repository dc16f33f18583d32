import { expect, it } from 'vitest';
import { seededIntervals } from './seededIntervals.ts';

it('covers everything in each layer, shortest first, and gives each place an interval in which it is not near an end', () => {
  const intervals = seededIntervals(200, 6);
  expect(intervals.at(-1)).toEqual({ start: 0, end: 200 });
  const widths = intervals.map(({ start, end }) => end - start);
  expect(widths.every((width, which) => width >= 6 && (which === 0 || width >= widths[which - 1]! - 1))).toBe(true);
  for (let place = 10; place <= 190; place += 1) {
    const inside = intervals.filter(({ start, end }) => place - start >= (end - start) / 4 && end - place >= (end - start) / 4);
    expect(inside.length, `place ${place}`).toBeGreaterThan(5);
  }
});

it('is as long altogether as n log n', () => {
  for (const n of [100, 1000, 10_000]) {
    const total = seededIntervals(n, 6).reduce((sum, { start, end }) => sum + end - start, 0);
    expect(total / (n * Math.log2(n))).toBeLessThan(4);
  }
});

it('has none where the shortest does not fit', () => {
  expect(seededIntervals(5, 6)).toEqual([]);
  expect(seededIntervals(6, 6)).toEqual([{ start: 0, end: 6 }]);
});
