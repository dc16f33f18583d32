import { describe, expect, it } from 'vitest';
import { ticksOf } from './ticks.ts';

describe('ticksOf', () => {
  it('are at round places, at most so many', () => {
    expect(ticksOf({ from: 0, to: 1000 }, 5)).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(ticksOf({ from: 130, to: 190 }, 4)).toEqual([140, 160, 180]);
    for (const width of [1, 7.3, 99, 12_345, 1e9]) expect(ticksOf({ from: 5, to: 5 + width }, 8).length).toBeLessThanOrEqual(9);
    expect(ticksOf({ from: 0, to: 10 }, 0.2)).toEqual([0, 10]);
  });
});
