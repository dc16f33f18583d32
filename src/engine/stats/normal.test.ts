import { expect, it } from 'vitest';
import { normalCdf, normalQuantile } from './normal.ts';

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.1, cumulative distribution of the standard normal (there minus 0.5).
it.each([
  [0, 0.5],
  [0.5, 0.69146],
  [1, 0.84134],
  [1.96, 0.975],
  [2.58, 0.99506],
  [3, 0.99865],
  [-1.64, 0.0505],
])('has the tabled share below %d', (z, share) => {
  expect(normalCdf(z)).toBeCloseTo(share, 5);
});

it('keeps its digits far out: R, pnorm(-6) and pnorm(-10)', () => {
  expect(normalCdf(-6) / 9.865876450376981e-10).toBeCloseTo(1, 10);
  expect(normalCdf(-10) / 7.61985302416047e-24).toBeCloseTo(1, 10);
});

it.each([
  [0.95, 1.6448536269514722],
  [0.975, 1.959963984540054],
  [0.995, 2.5758293035489004],
  [0.9995, 3.2905267314919255],
])('has the well-known quantile at %d', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 12);
  expect(normalQuantile(1 - p)).toBeCloseTo(-z, 9);
});

it('turns back: cdf(quantile(p)) is p', () => {
  for (const p of [1e-12, 0.001, 0.3, 0.5, 0.8, 0.999]) expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 10);
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
});

it('refuses what has no value', () => {
  expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
  expect(() => normalQuantile(1.01)).toThrow(RangeError);
  expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
});
