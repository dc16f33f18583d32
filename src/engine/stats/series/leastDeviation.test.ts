import { expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { prefixDeviations } from './leastDeviation.ts';
import { medianOf } from './spread.ts';

it('is the sum of deviations from the median, for each prefix', () => {
  const random = seededRandom(1);
  for (const draw of [random.normal, () => Math.round(2 * random.normal()), () => 1e6 + random.uniform()]) {
    const values = Array.from({ length: 50 }, draw);
    const costs = prefixDeviations(values);
    expect(costs[0]).toBe(0);
    for (let count = 1; count <= values.length; count += 1) {
      const prefix = values.slice(0, count);
      const centre = medianOf(prefix);
      expect(costs[count]).toBeCloseTo(
        prefix.reduce((sum, value) => sum + Math.abs(value - centre), 0),
        7,
      );
    }
  }
});
