import { expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { cusum } from './cusum.ts';

it('agrees with the example of the NIST handbook, 6.3.2.3: out of control from the 14th value on', () => {
  const values = [
    324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6, 324.625, 325.15, 328.325, 327.25, 327.825, 328.5,
    326.675, 327.775, 326.875, 328.35,
  ];
  const { high, low, alarms } = cusum(values, { target: 325, slack: 0.3175, limit: 4.1959 });
  expect(high.slice(12).map((sum) => sum.toFixed(2))).toEqual(['3.01', '4.94', '7.45', '10.63', '11.99', '14.44', '16.00', '19.04']);
  expect(low.slice(3, 9).map((sum) => sum.toFixed(2))).toEqual(['0.33', '0.00', '0.00', '0.56', '0.72', '0.17']);
  expect(alarms).toEqual([13]);
});

// Lucas and Crosier (1982), "Fast initial response for CUSUM quality-control schemes", Technometrics 24: slack 0.5, limit 5, two-sided.
it.each([
  [0, 465],
  [1, 10.4],
  [2, 4.01],
])('alarms after as many values as published on average: shift %d, %d values', (shift, published) => {
  const random = seededRandom(5);
  const rounds = shift === 0 ? 1000 : 4000;
  let sum = 0;
  for (let round = 0; round < rounds; round += 1) {
    const values = Array.from({ length: shift === 0 ? 4000 : 100 }, () => shift + random.normal());
    const [alarm] = cusum(values, { target: 0, slack: 0.5, limit: 5 }).alarms;
    sum += alarm === undefined ? values.length : alarm + 1;
  }
  expect(Math.abs(sum / rounds / published - 1)).toBeLessThan(shift === 0 ? 0.1 : 0.03);
});

it('turns around with the values, and goes with their place and unit', () => {
  const random = seededRandom(6);
  const values = Array.from({ length: 120 }, (_, index) => random.normal() + (index < 80 ? 0 : 2));
  const { high, low, alarms } = cusum(values);
  const turned = cusum(values.map((value) => 50 - 4 * value));
  expect(alarms.length).toBeGreaterThan(0);
  expect(turned.alarms).toEqual(alarms);
  turned.low.forEach((sum, index) => expect(sum).toBeCloseTo(4 * high[index]!, 9));
  turned.high.forEach((sum, index) => expect(sum).toBeCloseTo(4 * low[index]!, 9));
});

it('takes its target and units from the values, and sees both directions', () => {
  const values = Array.from({ length: 60 }, (_, index) => (index % 2) - 0.5 + (index < 50 ? 0 : -6));
  const { target, alarms } = cusum(values);
  expect(target).toBe(-0.5);
  expect(alarms).toEqual([expect.closeTo(51, 0)]);
  expect(cusum([3, 3, 3]).alarms).toEqual([]);
});
