import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { findSeason } from './findSeason.ts';
import { noiseKinds, stationarySeries } from './plantedSeries.fixture.ts';
import { airPassengers, lakeHuron, nile } from './referenceSeries.fixture.ts';

describe('findSeason', () => {
  it('finds the year in monthly passengers, and none in yearly floods and levels', () => {
    expect(findSeason(airPassengers)?.period).toBe(12);
    expect(findSeason(nile)).toBeNull();
    expect(findSeason(lakeHuron)).toBeNull();
  });

  it.each([2, 5, 7, 24])('finds a period of %d on a trend', (period) => {
    const random = seededRandom(period);
    const shape = Array.from({ length: period }, (_, phase) => (phase === 0 ? 5 : random.normal()));
    const values = Array.from({ length: 8 * period + 60 }, (_, index) => shape[index % period]! + 0.05 * index + random.normal());
    expect(findSeason(values)?.period).toBe(period);
  });

  it('proves none in 400 series without one', () => {
    const found = Array.from({ length: 400 }, (_, seed) => findSeason(stationarySeries(noiseKinds[seed % 8]!, 7000 + seed)));
    expect(found.filter((season) => season !== null).length).toBeLessThanOrEqual(4);
  });

  it('needs three cycles, and something that varies', () => {
    expect(findSeason([1, 5, 1, 5, 1])).toBeNull();
    expect(findSeason(Array.from({ length: 50 }, () => 3))).toBeNull();
  });
});
