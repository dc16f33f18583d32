import { describe, expect, it } from 'vitest';
import { absoluteResiduals, clippedLevel, clipLimit, deviationsOf } from './clippedLevel.ts';
import { seededRandom } from './seededRandom.ts';
import { studentTCdf } from './studentT.ts';

describe('deviationsOf', () => {
  it('leaves the tail of the normal curve, however few degrees of freedom there are', () => {
    // 1 - 0.99865 lies beyond 3 standard deviations.
    for (const degreesOfFreedom of [2, 5, 30])
      expect(studentTCdf(deviationsOf(3, degreesOfFreedom), degreesOfFreedom)).toBeCloseTo(0.99865, 5);
    expect(deviationsOf(4, 1e6)).toBeCloseTo(4, 3);
    expect(deviationsOf(4, 0)).toBe(deviationsOf(4, 1));
  });
});

describe('clipLimit', () => {
  it('is about 4 standard deviations of many normal values, whatever a tenth of wild ones say', () => {
    const random = seededRandom(1);
    const values = Array.from({ length: 2000 }, (_, index) => (index % 10 === 0 ? 1000 : 5 * random.normal()));
    expect(clipLimit(absoluteResiduals(values), 1999, 0)).toBeGreaterThan(19);
    expect(clipLimit(absoluteResiduals(values), 1999, 0)).toBeLessThan(25);
  });

  it('does not clip with what two values or equal ones tell', () => {
    expect(clipLimit([0, 0], 1, 1)).toBe(Infinity);
    expect(clipLimit([0, 0, 0, 0, 0], 1e6, 0.5)).toBeCloseTo(2, 3);
  });
});

describe('clippedLevel', () => {
  it('has the mean and squares of values that lie near', () => {
    expect(clippedLevel([1, 2, 3, 6], 100)).toEqual({ count: 4, mean: 3, squares: 14 });
    expect(clippedLevel([7], 0.1)).toEqual({ count: 1, mean: 7, squares: 0 });
    expect(clippedLevel([], 1)).toEqual({ count: 0, mean: 0, squares: 0 });
  });

  it('counts a wild value as if it lay at the limit', () => {
    expect(clippedLevel([0, 0, 0, 0, 50], 5)).toEqual(clippedLevel([0, 0, 0, 0, 5], 100));
  });
});
