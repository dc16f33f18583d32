import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { findJumps } from './findJumps.ts';
import { findLevels } from './findLevels.ts';
import { noiseKinds, stationarySeries } from './plantedSeries.fixture.ts';

/** Each value is nearly the one before it: ranks prove nothing here. */
function wander(length: number, seed: number): number[] {
  const random = seededRandom(seed);
  let value = random.normal();
  return Array.from({ length }, () => (value = 0.95 * value + 0.3 * random.normal()));
}

describe('findJumps', () => {
  it('finds jumps of a series that wanders, by which levels are found as well', () => {
    const values = wander(150, 1).map((value, index) => value + (index < 60 || index >= 110 ? 0 : 8));
    expect([...findJumps(values).keys()].toSorted((a, b) => a - b)).toEqual([60, 110]);
    const { changes } = findLevels(values, { leastSide: 3, leastSpreads: 1, leastDifference: 0 });
    expect(changes.map(({ index }) => index)).toEqual([60, 110]);
  });

  it('says by how much a jump is larger than all other differences', () => {
    const values = [0, 1, 0, 1, 0, 1, 10, 11, 10, 11, 10, 11];
    // By hand: 9 between two values, 10 between medians of five on both sides; all others move both by 1 at most.
    expect(findJumps(values).get(6)).toBeCloseTo((1 / 9) ** 3, 12);
    expect(findJumps(values).size).toBe(1);
  });

  it('takes neither spikes nor slopes nor the ends for jumps', () => {
    const values = wander(100, 2);
    expect(findJumps(values.map((value, index) => value + (index === 50 || index === 51 ? 30 : 0))).size).toBe(0);
    expect(findJumps(values.map((value, index) => value + index)).size).toBe(0);
    expect(findJumps(values.map((value, index) => value + (index < 98 ? 0 : 30))).size).toBe(0);
    expect(findJumps([1, 1, 1, 1, 1, 1]).size).toBe(0);
  });

  it('is still where nothing changed', () => {
    const found = Array.from({ length: 800 }, (_, seed) => findJumps(stationarySeries(noiseKinds[seed % 8]!, 9000 + seed)));
    expect(found.filter((jumps) => jumps.size > 0).length).toBeLessThanOrEqual(4);
  });
});
