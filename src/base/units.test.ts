import { describe, expect, it } from 'vitest';
import { UserError } from './errors.ts';
import {
  formatBytes,
  formatChange,
  formatCount,
  formatDuration,
  formatError,
  formatInterval,
  formatOps,
  formatPercent,
  formatRelative,
  formatSpeed,
  parseBytes,
  parseDuration,
  parsePercent,
  parseRate,
} from './units.ts';

describe('formatting', () => {
  it.each([
    [0, '0 ns'],
    [0.31, '0.31 ns'],
    [0.004, '0.00 ns'],
    [0.9999, '1.00 ns'],
    [1.234, '1.23 ns'],
    [99.96, '100 ns'],
    [999.4, '999 ns'],
    [999.6, '1.00 µs'],
    [1234, '1.23 µs'],
    [12_345, '12.3 µs'],
    [999_500, '1.00 ms'],
    [1_234_567, '1.23 ms'],
    [59.96e9, '60.0 s'],
    [1234e9, '1234 s'],
    [12_345e9, '12,345 s'],
    [-1234, '-1.23 µs'],
    [Number.NaN, '–'],
    [Infinity, '–'],
  ])('shows %d ns as %s', (ns, text) => expect(formatDuration(ns)).toBe(text));

  it.each([
    [0.0024, '± 0.24 %'],
    [0.066, '± 6.6 %'],
    [1, '± 100 %'],
    [1.01, '± >100 %'],
    [Infinity, '± >100 %'],
  ])('shows an error of %d as %s', (relativeError, text) => expect(formatError(relativeError)).toBe(text));

  it.each([
    [2.694, '2.69x slower'],
    [1, '1.00x slower'],
    [0.388, '2.58x faster'],
  ])('says %d times the time as %s', (ratio, text) => expect(formatSpeed(ratio)).toBe(text));

  it.each([
    [1200, 1300, '1.20 to 1.30 µs'],
    [1231, 1238, '1.23 to 1.24 µs'],
    [1231, 1234, '1.231 to 1.234 µs'],
    [990, 1010, '0.99 to 1.01 µs'],
    [5, 5, '5.00 to 5.00 ns'],
    [0.29, 0.31, '0.290 to 0.310 ns'],
    [0, 1e6, '0.00 to 1.00 ms'],
    [Number.NaN, 1, '–'],
  ])('shows %d and %d as %s', (low, high, text) => expect(formatInterval({ low, high })).toBe(text));

  it('keeps the other quantities short', () => {
    expect([0, 0.04, 1, 2.46, 63.7, 999.4].map(formatBytes)).toEqual(['0 B', '0 B', '1 B', '2.5 B', '64 B', '999 B']);
    expect([999.6, 1000, 1_234_567, Number.NaN].map(formatBytes)).toEqual(['1.00 kB', '1.00 kB', '1.23 MB', '–']);
    expect([0.5, 812, 812_345, 1.5e9].map(formatOps)).toEqual(['0.50 ops/s', '812 ops/s', '812 k ops/s', '1.50 G ops/s']);
    expect([0, 1_234_567, Number.NaN].map(formatCount)).toEqual(['0', '1,234,567', '–']);
    expect([0, 0.00354, 0.0123, 0.0996, 0.123, 0.994, 0.996, 1.234].map(formatPercent)).toEqual([
      '0 %',
      '0.35 %',
      '1.2 %',
      '10 %',
      '12 %',
      '99 %',
      '99.6 %',
      '123 %',
    ]);
    expect([1, 1.834, 18.34, 183.4].map(formatRelative)).toEqual(['1.00x', '1.83x', '18.3x', '183x']);
    expect([1, 1.032, 0.5, 12.34].map(formatChange)).toEqual(['0 %', '+3.2 %', '-50 %', '12.3x']);
    expect([1.00001, 0.99999].map(formatChange)).toEqual(['0.00 %', '0.00 %']);
  });
});

describe('parsing', () => {
  it.each([
    ['2 ms', 2e6],
    ['2ms', 2e6],
    [' 1.1 MS ', 1_100_000],
    ['0.5 µs', 500],
    ['0.5 μs', 500],
    ['3us', 3000],
    ['1e3 ns', 1000],
    ['1.5 min', 90e9],
  ])('reads the duration %s', (text, ns) => expect(parseDuration(text)).toBe(ns));

  it.each(['', '2', 'ms', '-1 ms', '2 parsecs', '1,5 ms', '2 ms 3', '1e999 s', '2 constructor', '２ ms'])(
    'refuses the duration %j',
    (text) => {
      expect(() => parseDuration(text, 'budget.median')).toThrow(UserError);
      expect(() => parseDuration(text, 'budget.median')).toThrow(/^budget\.median: '.*' is not a duration: write .* as in '2 ms'\.$/u);
    },
  );

  it('reads bytes by the base their unit names', () => {
    expect(['1 MB', '1 MiB', '512 b', '1.5kB', '2 GiB'].map((text) => parseBytes(text))).toEqual([1e6, 1_048_576, 512, 1500, 2 ** 31]);
    expect(() => parseBytes('1 MX')).toThrow(/not a size in bytes.*powers of 1024/u);
  });

  it('reads rates', () => {
    expect(['1000 ops/s', '50 k ops/s', '50k/s', '1.5 M op/sec', '2G/s'].map((text) => parseRate(text))).toEqual([
      1000, 5e4, 5e4, 1.5e6, 2e9,
    ]);
    expect(() => parseRate('50 ops')).toThrow(expect.objectContaining({ code: 'bad-rate' }));
    expect(() => parseRate('5 m ops/s')).toThrow(UserError);
  });

  it('does not repeat a long text in its message', () => {
    expect(() => parseDuration('x'.repeat(10_000))).toThrow(expect.objectContaining({ message: expect.stringMatching(/^.{20,160}$/u) }));
  });

  it('reads back what it writes', () => {
    for (const ns of [1, 12.3, 456, 7890, 1.23e6, 4.56e9]) expect(parseDuration(formatDuration(ns))).toBe(ns);
    for (const bytes of [12, 3450, 6.78e6]) expect(parseBytes(formatBytes(bytes))).toBe(bytes);
    for (const rate of [12, 3450, 6.78e6]) expect(parseRate(formatOps(rate))).toBe(rate);
  });
});

describe('parsePercent', () => {
  it.each([
    ['2 %', 0.02],
    ['2%', 0.02],
    ['0.5 %', 0.005],
    ['150 %', 1.5],
  ])('reads %s', (text, share) => expect(parsePercent(text)).toBe(share));

  it.each(['', '2', '%', '-2 %', 'two %', '2 % of it', 'NaN %'])('refuses %j', (text) =>
    expect(() => parsePercent(text, 'compare.margin')).toThrow(
      /^compare\.margin: .* is not a percentage: write a number and %, as in '2 %'\.$/,
    ),
  );
});
