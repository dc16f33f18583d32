import { expect, it } from 'vitest';
import { formatTimes } from './times.ts';

it.each([
  [1, '1.00'],
  [1.04, '1.04'],
  [0.96, '0.96'],
  [1.095, '1.1'],
  [0.5, '0.5'],
  [2.14, '2.1'],
  [34.6, '35'],
  [1280, '1,280'],
  [Infinity, 'many'],
])('formatTimes(%d) is %s', (times, text) => expect(formatTimes(times)).toBe(text));

it('has the decimals of what it stands beside', () => {
  expect(formatTimes(9.96, 12)).toBe('10');
  expect(formatTimes(1.2, 1.02)).toBe('1.20');
});
