import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { findAnomalies } from './findAnomalies.ts';

/** Two wild values hide one another from mean and deviation, but not from the median: Iglewicz and Hoaglin (1993) warn of that. */
const masked = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3];

describe('findAnomalies', () => {
  it('has the robust z of Iglewicz and Hoaglin: 0.6745 (x - median) / MAD', () => {
    // By hand: median 2.45, MAD 0.15.
    const [first, second] = findAnomalies(masked, 'robust');
    expect(first).toEqual({ index: 8, value: 8.2, score: expect.closeTo((0.67449 * 5.75) / 0.15, 3) as number, direction: 'up' });
    expect(second?.index).toBe(9);
  });

  it('has the z of mean and standard deviation, which masks', () => {
    expect(findAnomalies(masked, 'z')).toEqual([]);
    // By hand: of 20 zeros and a 21 the mean is 1 and the variance 21.
    expect(findAnomalies([...Array.from({ length: 20 }, () => 0), 21], 'z')).toEqual([
      { index: 20, value: 21, score: expect.closeTo(20 / Math.sqrt(21), 12) as number, direction: 'up' },
    ]);
  });

  it('falls back on the mean deviation where most values are equal, and finds nothing where all are', () => {
    const values = [5, 5, 5, 5, 5, 5, 5, 5, 5, 9];
    // By hand: mean deviation 0.4, times sqrt(pi / 2).
    expect(findAnomalies(values, 'robust')).toEqual([
      { index: 9, value: 9, score: expect.closeTo(4 / (0.4 * 1.2533141), 5) as number, direction: 'up' },
    ]);
    for (const method of ['z', 'robust', 'forest'] as const) expect(findAnomalies([5, 5, 5, 5], method)).toEqual([]);
  });

  it.each(['z', 'robust', 'forest'] as const)('finds planted values by %s, and little else', (method) => {
    const random = seededRandom(8);
    const values = Array.from({ length: 300 }, (_, index) => 50 + random.normal() + (index === 100 ? 12 : index === 200 ? -9 : 0));
    const found = findAnomalies(values, method);
    const strongest = found.toSorted((a, b) => b.score - a.score).slice(0, 2);
    expect(strongest.find(({ index }) => index === 100)).toMatchObject({ direction: 'up' });
    expect(strongest.find(({ index }) => index === 200)).toMatchObject({ direction: 'down' });
    expect(found.length).toBeLessThan(15);
  });

  it.each([
    // The share of normal values beyond 3 and 3.5 deviations, and what the docstring says of the forest; in samples of 200.
    ['z', 0.0015, 0.0035],
    ['robust', 0, 0.002],
    ['forest', 0.005, 0.02],
  ] as const)('calls few values of normal noise anomalies: %s, %d to %d', (method, least, most) => {
    const rounds = method === 'forest' ? 40 : 300;
    let found = 0;
    for (let seed = 0; seed < rounds; seed += 1) {
      found += findAnomalies(Array.from({ length: 200 }, seededRandom(seed).normal), method).length;
    }
    expect(found / rounds / 200).toBeGreaterThanOrEqual(least);
    expect(found / rounds / 200).toBeLessThanOrEqual(most);
  });

  it.each(['z', 'robust'] as const)('finds the same wherever the values lie and in whatever unit: %s', (method) => {
    const random = seededRandom(9);
    const values = Array.from({ length: 100 }, (_, index) => random.normal() + (index % 40 === 7 ? 9 : 0));
    const found = findAnomalies(values, method);
    const moved = findAnomalies(
      values.map((value) => 1000 - 20 * value),
      method,
    );
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(moved.map(({ index, score, direction }) => ({ index, score, direction }))).toEqual(
      found.map(({ index, score, direction }) => ({
        index,
        score: expect.closeTo(score, 9) as number,
        direction: direction === 'up' ? 'down' : 'up',
      })),
    );
  });
});
