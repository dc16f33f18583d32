import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { nile } from './referenceSeries.fixture.ts';
import { theilSen } from './theilSen.ts';

describe('theilSen', () => {
  it("agrees with Sen's example (1968, section 6): slope 4, from 3.71 to 4.38 at 93 %", () => {
    const { slope, slopeInterval } = theilSen([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78], 0.93);
    expect(slope).toBe(4);
    expect(slopeInterval?.low).toBeCloseTo(3.714, 3);
    expect(slopeInterval?.high).toBeCloseTo(4.375, 3);
  });

  it('agrees with SciPy 1.17: theilslopes(nile), at 95 %', () => {
    const line = theilSen([...nile.keys()], nile, 0.95);
    expect(line.slope).toBeCloseTo(-2.6, 12);
    expect(line.intercept).toBeCloseTo(1022.2, 9);
    expect(line.slopeInterval).toEqual({
      low: expect.closeTo(-3.627906976744186, 12) as number,
      high: expect.closeTo(-1.4285714285714286, 12) as number,
      confidence: 0.95,
    });
  });

  it('finds by searching what the list of all slopes has, with several values at one place', () => {
    const random = seededRandom(6);
    const places = Array.from({ length: 1200 }, (_, index) => 1.7e9 + Math.floor(index / 2) * 60);
    const values = places.map((place) => 3 + (place - 1.7e9) * 1e-4 + random.normal());
    const slopes = new Float64Array(1200 ** 2 / 2);
    let count = 0;
    for (const [right, place] of places.entries()) {
      for (let left = 0; left < right; left += 1) {
        if (places[left]! < place) slopes[count++] = (values[right]! - values[left]!) / (place - places[left]!);
      }
    }
    const ordered = slopes.slice(0, count).toSorted();
    const { slope, slopeInterval } = theilSen(places, values, 0.95);
    expect(slope).toBe((ordered[(count - 1) >> 1]! + ordered[count >> 1]!) / 2);
    const { low, high } = slopeInterval!;
    const rankOf = (wanted: number) => ordered.findIndex((own) => own >= wanted - 1e-13);
    expect(rankOf(low) + rankOf(high)).toBeCloseTo(count - 1, -1);
    expect(low).toBeLessThan(1e-4);
    expect(high).toBeGreaterThan(1e-4);
  });

  it('holds the slope in 95 of 100 series, and does not feel a fifth of wild values', () => {
    let held = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const random = seededRandom(seed);
      const values = Array.from({ length: 40 }, (_, index) => 0.1 * index + random.normal());
      const { low, high } = theilSen([...values.keys()], values, 0.95).slopeInterval!;
      if (low <= 0.1 && high >= 0.1) held += 1;
    }
    expect(held / 300).toBeGreaterThan(0.92);
    expect(held / 300).toBeLessThan(0.98);
    const line = Array.from({ length: 50 }, (_, index) => 2 * index + (index % 5 === 2 ? 1e6 : 0));
    expect(theilSen([...line.keys()], line, 0.95).slope).toBe(2);
  });

  it('goes with its places and values: moved and stretched', () => {
    const random = seededRandom(7);
    const places = Array.from({ length: 40 }, () => 10 * random.uniform()).toSorted((a, b) => a - b);
    const values = places.map((place) => 0.3 * place + random.normal());
    const { slope, slopeInterval } = theilSen(places, values, 0.95);
    const moved = theilSen(
      places.map((place) => 4 * place + 7),
      values.map((value) => 100 + 2 * value),
      0.95,
    );
    expect(moved.slope).toBeCloseTo((2 / 4) * slope, 10);
    expect(moved.slopeInterval!.low).toBeCloseTo((2 / 4) * slopeInterval!.low, 10);
    expect(moved.slopeInterval!.high).toBeCloseTo((2 / 4) * slopeInterval!.high, 10);
  });

  it('has no interval with few values, and no slope at one place', () => {
    expect(theilSen([1, 2, 3], [1, 2, 3], 0.99).slopeInterval).toBeNull();
    expect(() => theilSen([5, 5], [1, 2], 0.95)).toThrow(RangeError);
    const many = Array.from({ length: 2000 }, (_, index) => index);
    expect(() => theilSen(many, many.with(7, Number.NaN), 0.95)).toThrow(RangeError);
    expect(() => theilSen(many, many.with(7, Infinity), 0.95)).toThrow(RangeError);
  });
});
