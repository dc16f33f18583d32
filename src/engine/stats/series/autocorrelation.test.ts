import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { autocorrelations, memoryBound, rankAutocorrelation, shrinkFactor } from './autocorrelation.ts';
import { noise } from './plantedSeries.fixture.ts';
import { lakeHuron } from './referenceSeries.fixture.ts';

describe('autocorrelations', () => {
  it('agree with R: acf(LakeHuron)', () => {
    const [none, first, second] = autocorrelations(lakeHuron, 2);
    expect(none).toBe(1);
    expect(first).toBeCloseTo(0.832, 3);
    expect(second).toBeCloseTo(0.61, 3);
  });

  it('do not feel place and scale, and lie within two standard errors for independent values (Bartlett 1946)', () => {
    let within = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      const values = Array.from({ length: 200 }, seededRandom(seed).normal);
      const found = autocorrelations(values, 10);
      const moved = autocorrelations(
        values.map((value) => 30 - 2 * value),
        10,
      );
      moved.forEach((value, lag) => expect(value).toBeCloseTo(found[lag]!, 10));
      within += found.slice(1).filter((value) => Math.abs(value) < 1.96 / Math.sqrt(200)).length;
    }
    expect(within / 1000).toBeGreaterThan(0.94);
    expect(within / 1000).toBeLessThan(0.98);
  });

  it('are 0 where nothing varies', () => {
    expect(autocorrelations([3, 3, 3], 2)).toEqual([0, 0, 0]);
  });
});

describe('rankAutocorrelation', () => {
  const first = (rho: number, length: number, seed: number) => {
    const random = seededRandom(seed);
    const values = [random.normal()];
    while (values.length < length) values.push(rho * values.at(-1)! + Math.sqrt(1 - rho ** 2) * random.normal());
    return values;
  };

  it.each([0.3, 0.6, 0.8])('is right on average in short series: %d', (rho) => {
    const estimates = Array.from({ length: 400 }, (_, seed) => rankAutocorrelation(first(rho, 40, seed), 1));
    const mean = estimates.reduce((sum, estimate) => sum + estimate / 400, 0);
    // Ranks correlate a little less than normal values.
    expect(mean).toBeGreaterThan(rho - 0.06);
    expect(mean).toBeLessThan(rho + 0.03);
  });

  it('does not feel an outlier, and stays within its bounds', () => {
    const values = noise('autoregressive', 60, seededRandom(1));
    const wild = values.map((value) => (value === Math.max(...values) ? 1e9 : value));
    expect(rankAutocorrelation(wild, 1)).toBe(rankAutocorrelation(values, 1));
    expect(rankAutocorrelation([1, -1, 1, -1, 1, -1, 1, -1], 1)).toBe(0);
    expect(rankAutocorrelation([...Array.from({ length: 500 }).keys()], 1)).toBe(0.95);
  });

  it('shrinks by nothing where there is none', () => {
    expect(shrinkFactor(0)).toBe(1);
    expect(shrinkFactor(0.6)).toBe(0.5);
  });
});

describe('memoryBound', () => {
  const random = seededRandom(3);
  const white = Array.from({ length: 400 }, random.normal);

  it('tells levels and trends from memory', () => {
    expect(memoryBound(white)).toBe(0.5);
    expect(memoryBound(white.map((value, index) => value + (index < 200 ? 0 : 8) + 0.1 * index))).toBe(0.5);
    expect(memoryBound([...white.keys()])).toBe(0.5);
    expect(memoryBound(white.map((_, index) => Math.log(50 + index)))).toBe(0.5);
  });

  it('allows a walk all memory', () => {
    let sum = 0;
    expect(memoryBound(white.map((value) => (sum += value)))).toBeGreaterThan(0.9);
  });
});
