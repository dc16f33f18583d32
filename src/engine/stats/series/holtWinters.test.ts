import { describe, expect, it } from 'vitest';
import { fitSmoothing } from './fitSmoothing.ts';
import { meanSquareError, smooth, startOf } from './holtWinters.ts';
import { airPassengers } from './referenceSeries.fixture.ts';

const yearly = { trend: true, period: 12, season: 'multiplicative' } as const;
/** What R finds for its example `HoltWinters(AirPassengers, seasonal = "mult")`. */
const weightsOfR = { alpha: 0.2755925, beta: 0.03269295, gamma: 0.8707292, phi: 1 };

describe('smooth', () => {
  it("agrees with R's level, trend and season of the passengers", () => {
    const { state, errors } = smooth(airPassengers, yearly, weightsOfR);
    expect(state.level).toBeCloseTo(469.3232, 3);
    expect(state.trend).toBeCloseTo(3.021539, 5);
    const season = [
      0.9464611, 0.8829239, 0.9717369, 1.0304825, 1.0476884, 1.1805272, 1.3590778, 1.3331706, 1.1083381, 0.9868813, 0.8361333, 0.9209877,
    ];
    state.season.forEach((factor, phase) => expect(factor).toBeCloseTo(season[phase]!, 6));
    expect(errors).toHaveLength(132);
  });

  it('goes on along a line, a season and a fading trend that have no noise', () => {
    const line = Array.from({ length: 30 }, (_, index) => 5 + 2 * index);
    const { state, errors } = smooth(line, { trend: true, period: null, season: 'additive' }, { alpha: 0.3, beta: 0.2, gamma: 0, phi: 1 });
    expect(state).toEqual({ level: expect.closeTo(63, 9) as number, trend: expect.closeTo(2, 9) as number, season: [] });
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1e-9);

    const wave = Array.from({ length: 20 }, (_, index) => [1, 4, 2, 7, 3][index % 5]!);
    const seasonal = smooth(wave, { trend: false, period: 5, season: 'additive' }, { alpha: 0.4, beta: 0, gamma: 0.3, phi: 1 });
    expect(seasonal.state.season.map((value) => value + seasonal.state.level)).toEqual(
      [1, 4, 2, 7, 3].map((value) => expect.closeTo(value, 9) as number),
    );

    const fading = smooth([1, 2], { trend: true, period: null, season: 'additive' }, { alpha: 0, beta: 0, gamma: 0, phi: 0.5 });
    expect(fading.state).toEqual({ level: expect.closeTo(0.75, 12) as number, trend: 0.25, season: [] });
  });
});

describe('meanSquareError', () => {
  it.each([
    ['a level', { trend: false, period: null, season: 'additive' }],
    ['a trend', { trend: true, period: null, season: 'additive' }],
    ['a season', { trend: true, period: 12, season: 'additive' }],
    ['a season that is a factor', { trend: true, period: 12, season: 'multiplicative' }],
  ] as const)('is that of the errors of smoothing, and stops where it cannot be less any more: %s', (_, form) => {
    const weights = { alpha: 0.3, beta: form.trend ? 0.1 : 0, gamma: form.period ? 0.4 : 0, phi: form.trend ? 0.9 : 1 };
    const { errors } = smooth(airPassengers, form, weights);
    const recent = airPassengers.slice(-errors.length);
    const inUnits = errors.map((error, index) => (form.season === 'multiplicative' ? (error / (1 + error)) * recent[index]! : error));
    const wanted = inUnits.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    const start = startOf(airPassengers, form);
    expect(meanSquareError(airPassengers, start, form, weights, Infinity)).toBeCloseTo(wanted, 9);
    expect(meanSquareError(airPassengers, start, form, weights, wanted)).toBeCloseTo(wanted, 9);
    expect(meanSquareError(airPassengers, start, form, weights, 0.9 * wanted)).toBe(Infinity);
  });
});

describe('fitSmoothing', () => {
  it("fits the passengers as well as R's optimizer does: a sum of squares of 16,570.8", () => {
    const { weights, meanSquare } = fitSmoothing(airPassengers, yearly);
    expect(meanSquare * 132).toBeLessThan(16_571 * 1.001);
    expect(weights.alpha).toBeCloseTo(weightsOfR.alpha, 1);
    expect(weights.gamma).toBeCloseTo(weightsOfR.gamma, 1);
  });

  it('takes the newest value of a series that wanders, and hardly anything of it where there is only noise', () => {
    const level = { trend: false, period: null, season: 'additive' } as const;
    let at = 0;
    const walk = Array.from({ length: 300 }, (_, index) => (at += Math.sin(index * index)));
    expect(fitSmoothing(walk, level).weights.alpha).toBeGreaterThan(0.9);
    const still = Array.from({ length: 300 }, (_, index) => Math.sin(index * index));
    expect(fitSmoothing(still, level).weights.alpha).toBeLessThan(0.15);
  });
});
