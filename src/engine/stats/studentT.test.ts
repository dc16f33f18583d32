import { expect, it } from 'vitest';
import { studentTCdf, studentTQuantile } from './studentT.ts';

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, critical values of Student's t distribution.
it.each([
  [0.975, 1, 12.706],
  [0.975, 5, 2.571],
  [0.975, 30, 2.042],
  [0.995, 1, 63.657],
  [0.995, 3, 5.841],
  [0.995, 5, 4.032],
  [0.995, 7, 3.499],
  [0.995, 10, 3.169],
  [0.999, 20, 3.552],
])('has the tabled quantile at %d with %d degrees of freedom', (p, degreesOfFreedom, value) => {
  expect(studentTQuantile(p, degreesOfFreedom)).toBeCloseTo(value, 3);
});

it('is exact where there is a closed form', () => {
  // One degree of freedom is the Cauchy distribution; for two, t = (2p - 1) / sqrt(2 p (1 - p)).
  for (const p of [0.001, 0.2, 0.5, 0.9, 0.995]) {
    expect(studentTQuantile(p, 1)).toBeCloseTo(Math.tan(Math.PI * (p - 0.5)), 8);
    expect(studentTQuantile(p, 2)).toBeCloseTo((2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 8);
  }
});

it('turns back: cdf(quantile(p)) is p', () => {
  for (const degreesOfFreedom of [1, 2.5, 3, 8, 21, 400]) {
    for (const p of [0.0005, 0.05, 0.5, 0.8, 0.9995]) {
      expect(studentTCdf(studentTQuantile(p, degreesOfFreedom), degreesOfFreedom)).toBeCloseTo(p, 10);
    }
  }
});

it('refuses what has no value', () => {
  expect(() => studentTQuantile(0.5, 0)).toThrow(RangeError);
  expect(() => studentTQuantile(1.5, 3)).toThrow(RangeError);
  expect(() => studentTCdf(Number.NaN, 3)).toThrow(RangeError);
});
