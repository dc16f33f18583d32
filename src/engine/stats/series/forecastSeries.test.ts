import { describe, expect, it } from 'vitest';
import { seededRandom, type SeededRandom } from '../seededRandom.ts';
import { forecastSeries } from './forecastSeries.ts';
import { noise } from './plantedSeries.fixture.ts';
import { airPassengers, nile } from './referenceSeries.fixture.ts';
import { smoothedForecast } from './smoothedForecast.ts';

describe('forecastSeries', () => {
  it('forecasts the passengers of a year from those before: within 5 % on average, the naive forecast of a year ago is 10 % off', () => {
    const { method, seasonalForm, values } = forecastSeries(airPassengers.slice(0, 132), 12, 0.95);
    expect({ method, seasonalForm }).toEqual({ method: 'holt-winters', seasonalForm: 'multiplicative' });
    const errors = values.map(({ index, value }) => Math.abs(value / airPassengers[index]! - 1));
    expect(errors.reduce((sum, error) => sum + error / 12, 0)).toBeLessThan(0.05);
  });

  it('forecasts the level since the last change where nothing else is proven', () => {
    const { method, values } = forecastSeries(nile, 3, 0.95);
    expect(method).toBe('level');
    expect(values.map(({ index }) => index)).toEqual([100, 101, 102]);
    expect(values[0]!.value).toBeGreaterThan(820);
    expect(values[0]!.value).toBeLessThan(860);
  });

  const series: Record<string, { method: string; make: (random: SeededRandom) => number[] }> = {
    'normal noise': { method: 'level', make: (random) => noise('normal', 110, random).map((value) => 100 + value) },
    'log-normal noise': { method: 'level', make: (random) => noise('log-normal', 110, random).map((value) => 100 + 5 * value) },
    'a trend': { method: 'holt', make: (random) => noise('normal', 110, random).map((value, index) => 100 + value + 0.1 * index) },
    'a trend and a season': {
      method: 'holt-winters',
      make: (random) =>
        noise('normal', 110, random).map((value, index) => 100 + value + 0.1 * index + 5 * Math.sin((2 * Math.PI * index) / 12)),
    },
    'a walk': {
      method: 'smoothing',
      make: (random) => {
        let sum = 100;
        return noise('normal', 110, random).map((value) => (sum += value));
      },
    },
  };
  it.each(Object.entries(series))('holds nine of ten later values and more in its 95 %% intervals: %s', (_, { method, make }) => {
    const rounds = 40;
    let [held, usual] = [0, 0];
    for (let seed = 0; seed < rounds; seed += 1) {
      const all = make(seededRandom(100 + seed));
      const forecast = forecastSeries(all.slice(0, 100), 10, 0.95);
      if (forecast.method === method) usual += 1;
      held += forecast.values.filter(({ index, low, high }) => all[index]! >= low && all[index]! <= high).length;
    }
    expect(usual / rounds).toBeGreaterThan(0.8);
    expect(held / (10 * rounds)).toBeGreaterThan(0.9);
    expect(held / (10 * rounds)).toBeLessThan(0.995);
  });

  it('says the same each time, and refuses too few', () => {
    expect(forecastSeries(airPassengers, 5, 0.9)).toEqual(forecastSeries(airPassengers, 5, 0.9));
    expect(() => forecastSeries([1, 2], 1, 0.95)).toThrow(RangeError);
  });
});

describe('smoothedForecast', () => {
  it('has the intervals of the closed form: Hyndman et al. (2008), table 6.1, sigma^2 (1 + alpha^2 (h - 1)) without trend', () => {
    const values = noise('normal', 3000, seededRandom(2));
    const form = { trend: false, period: null, season: 'additive' } as const;
    const fit = { form, weights: { alpha: 0.5, beta: 0, gamma: 0, phi: 1 }, meanSquare: 0 };
    const ranges = smoothedForecast(values, fit, 9, 0.95);
    const widths = ranges.map(({ low, high }) => high - low);
    // The noise around a level that follows it by half has a variance of 1 + alpha / (2 - alpha) = 4 / 3.
    for (const ahead of [1, 5, 9]) {
      const wanted = 2 * 1.96 * Math.sqrt((4 / 3) * (1 + 0.25 * (ahead - 1)));
      expect(Math.abs(widths[ahead - 1]! / wanted - 1)).toBeLessThan(0.06);
    }
  });
});
