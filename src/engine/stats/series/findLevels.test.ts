import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { findLevels } from './findLevels.ts';
import { noise, noiseKinds, stationarySeries } from './plantedSeries.fixture.ts';
import { nile } from './referenceSeries.fixture.ts';

const limits = { leastSide: 3, leastSpreads: 1, leastDifference: 0 };
const indices = (values: readonly number[]) => findLevels(values, limits).changes.map(({ index }) => index);

describe('findLevels', () => {
  it('finds the one change of the Nile, in 1899, as Cobb (1978) and three of five people for the Turing change point data set did', () => {
    const { changes } = findLevels(nile, limits);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ index: 28 });
    expect(changes[0]!.p).toBeLessThan(0.001);
    expect(changes[0]!.range[0]).toBeLessThanOrEqual(28);
    expect(changes[0]!.range[1]).toBeGreaterThanOrEqual(28);
  });

  it('finds several steps of both directions, and one without any noise', () => {
    const random = seededRandom(2);
    const level = (index: number) => (index < 40 ? 0 : index < 70 ? 4 : index < 130 ? 1 : -3);
    expect(indices(Array.from({ length: 160 }, (_, index) => level(index) + random.normal()))).toEqual([40, 70, 130]);
    expect(indices(Array.from({ length: 20 }, (_, index) => (index < 9 ? 1 : 2)))).toEqual([9]);
    expect(indices(Array.from({ length: 20 }, () => 7))).toEqual([]);
  });

  it('goes with its values: turned over, moved and stretched', () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 120 }, (_, index) => random.normal() + (index < 50 ? 0 : 3));
    const found = indices(values);
    expect(found).toEqual([50]);
    expect(indices(values.map((value) => -value))).toEqual(found);
    expect(indices(values.map((value) => 1000 + 7 * value))).toEqual(found);
    expect(indices(values.toReversed())).toEqual(found.map((index) => 120 - index));
  });

  it('leaves each level the values that it must have, wherever the values jump', () => {
    const random = seededRandom(6);
    for (let round = 0; round < 300; round += 1) {
      const length = 6 + (round % 40);
      const jumps = Array.from({ length: 3 }, () => Math.floor(length * random.uniform()));
      const values = Array.from({ length }, (_, index) => 0.001 * random.normal() + jumps.filter((at) => index >= at).length);
      for (const leastSide of [3, 10]) {
        const { changes, residuals } = findLevels(values, { ...limits, leastSide });
        const edges = [0, ...changes.map(({ index }) => index), length];
        expect(Math.min(...edges.slice(1).map((edge, which) => edge - edges[which]!))).toBeGreaterThanOrEqual(Math.min(leastSide, length));
        expect(residuals).toHaveLength(length);
      }
    }
  });

  it('keeps silent about differences below the limits', () => {
    const random = seededRandom(4);
    const values = Array.from({ length: 400 }, (_, index) => random.normal() + (index < 200 ? 0 : 0.9));
    expect(findLevels(values, { ...limits, leastSpreads: 0.5 }).changes).toHaveLength(1);
    expect(findLevels(values, limits).changes).toEqual([]);
    expect(findLevels(values, { ...limits, leastSpreads: 0.5, leastDifference: 2 }).changes).toEqual([]);
  });

  it('sees what came after a large step by the noise there', () => {
    const random = seededRandom(5);
    const values = Array.from({ length: 150 }, (_, index) =>
      index < 60 ? 20 * random.normal() : 500 + random.normal() + (index < 110 ? 0 : 6),
    );
    expect(indices(values)).toEqual([60, 110]);
  });

  it('alarms in at most one of a hundred series without a change, of eight kinds of noise', () => {
    const rounds = 150;
    const alarms = noiseKinds.map((kind) => {
      const seeds = Array.from({ length: rounds }, (_, seed) => seed);
      return seeds.filter((seed) => indices(stationarySeries(kind, seed).map(Math.log)).length > 0).length;
    });
    expect(alarms.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual((noiseKinds.length * rounds) / 100);
    expect(Math.max(...alarms)).toBeLessThanOrEqual(0.04 * rounds);
  });

  it.each([0.8, 0.95])('takes a wandering series for what it is: autocorrelation %d', (rho) => {
    let alarms = 0;
    for (let seed = 0; seed < 150; seed += 1) {
      const random = seededRandom(seed);
      let value = random.normal();
      if (indices(Array.from({ length: 120 }, () => (value = rho * value + random.normal()))).length > 0) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(4);
  });

  it.each(['normal', 'Student t with 3 degrees of freedom', 'log-normal', 'permuted history'] as const)(
    'gives a range that holds the change in 90 of 100 series at least: %s',
    (kind) => {
      let [held, found] = [0, 0];
      for (let seed = 0; seed < 200; seed += 1) {
        const values = noise(kind, 100, seededRandom(seed)).map((value, index) => value + (index < 60 ? 0 : 2.5));
        const [change, ...others] = findLevels(values, limits).changes;
        if (!change || others.length > 0) continue;
        found += 1;
        if (change.range[0] <= 60 && change.range[1] >= 60) held += 1;
      }
      expect(found).toBeGreaterThan(190);
      expect(held / found).toBeGreaterThan(0.9);
    },
  );
});
