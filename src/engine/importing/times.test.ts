import { describe, expect, it } from 'vitest';
import { toNanoseconds } from './times.ts';

describe('toNanoseconds', () => {
  it.each([
    [2, 'ns', 2],
    [2, 'ns/iter', 2],
    [41653, 'ns/op', 41653],
    [41653, 'ns/op\t      16 B/op\t       1 allocs/op', 41653],
    [3, 'us/iter', 3000],
    [3, '\u00b5s', 3000],
    [3, '\u03bcs / op', 3000],
    [2.5, 'secs/op', 2.5e9],
    [1.5, ' Milliseconds ', 1.5e6],
    [1, 'min', 60e9],
  ])('takes %d %s as a time', (value, unit, ns) => expect(toNanoseconds(value, unit)).toEqual({ ns, inverted: false }));

  it.each([
    [1000, 'ops/sec', 1e6],
    [50, 'iter/sec', 20e6],
    [2, 'ops/ms', 500_000],
    [4, 'Hz', 250e6],
  ])('takes %d %s as a rate', (value, unit, ns) => expect(toNanoseconds(value, unit)).toEqual({ ns, inverted: true }));

  it.each([
    [1, 'Percent'],
    [1, 'MB'],
    [1, ''],
    [1, 'B/op'],
    [1, 'requests/sec'],
    [1, 'constructor'],
    [0, 'ms'],
    [-1, 'ms'],
    [0, 'ops/sec'],
    [Number.POSITIVE_INFINITY, 'ms'],
    [5e-324, 'ops/s'],
  ])('takes %d in %j as no time', (value, unit) => expect(toNanoseconds(value, unit)).toBeNull());
});
