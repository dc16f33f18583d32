import { describe, expect, it } from 'vitest';
import { formatRatio } from './ratios.ts';

const text = (ratio: number, low: number, high: number) => {
  const { change, interval } = formatRatio(ratio, { low, high });
  return `${change} ${interval}`;
};

describe('formatRatio', () => {
  it.each([
    [1.031, 1.027, 1.035, '+3.1 % [+2.7 %, +3.5 %]'],
    [1.031, 1.019, 1.043, '+3.1 % [+1.9 %, +4.3 %]'],
    [0.88, 0.84, 0.92, '-12 % [-16 %, -8 %]'],
    [1.003, 0.98, 1.02, '+0.3 % [-2.0 %, +2.0 %]'],
    [1.0001, 0.96, 1.04, '0 % [-4 %, +4 %]'],
    [1.02, 1, 1.04, '+2.0 % [0.0 %, +4.0 %]'],
    [1.0004, 1.0001, 1.0007, '+0.04 % [+0.01 %, +0.07 %]'],
    // No end looks like no change while it is one.
    [0.9958, 0.9919, 0.9997, '-0.42 % [-0.81 %, -0.03 %]'],
    [1.5, 1.5, 1.5, '+50.0 % [+50.0 %, +50.0 %]'],
    [0.88, 0.8765, 0.8835, '-12.0 % [-12.4 %, -11.7 %]'],
    [1.99, 1.9, 2.1, '+99 % [+90 %, +110 %]'],
    [2.3, 2.25, 2.35, '2.30x slower [2.25x, 2.35x]'],
    [2, 1.9, 2.1, '2.00x slower [1.90x, 2.10x]'],
    [23.4, 18, 28, '23x slower [18x, 28x]'],
    [0.4, 0.38, 0.42, '2.50x faster [2.38x, 2.63x]'],
    // In times only what is surely a change.
    [2.1, 0.9, 4.5, '+110 % [-10 %, +350 %]'],
    [0.4, 0.1, 1.2, '-60 % [-90 %, +20 %]'],
  ])('shows %d [%d, %d] as %s', (ratio, low, high, expected) => expect(text(ratio, low, high)).toBe(expected));

  it('says it without a sign too', () => {
    expect(formatRatio(1.031, { low: 1.027, high: 1.035 })).toMatchObject({ speed: '3.1 % slower', error: '± 0.4 %' });
    expect(formatRatio(0.88, { low: 0.84, high: 0.92 })).toMatchObject({ speed: '12 % faster', error: '± 4 %' });
    expect(formatRatio(0.4, { low: 0.38, high: 0.42 })).toMatchObject({ speed: '2.50x faster', error: '± 0.13x' });
  });

  it('shows two digits where there is no interval', () => {
    expect(formatRatio(1.0312, null)).toEqual({ change: '+3.1 %', speed: '3.1 % slower', interval: null, error: null });
    expect(formatRatio(0.25, null)).toEqual({ change: '4.00x faster', speed: '4.00x faster', interval: null, error: null });
    expect(formatRatio(1, null).change).toBe('0 %');
  });

  it.each([
    [Number.NaN, null],
    [Infinity, null],
    [0, null],
    [-1, null],
    [1, { low: 0, high: 2 }],
    [1, { low: 0.5, high: Infinity }],
  ])('has no number for %d in %o', (ratio, interval) =>
    expect(formatRatio(ratio, interval)).toEqual({ change: '–', speed: '–', interval: null, error: null }),
  );
});
