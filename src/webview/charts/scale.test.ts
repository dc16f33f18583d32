import { describe, expect, it } from 'vitest';
import { barScaleOf, createScale, ticksOf } from './scale.ts';

describe('createScale', () => {
  it('maps the domain to 0 to 1, and back', () => {
    const linear = createScale('linear', 10, 30);
    expect([10, 20, 30, 40].map(linear.toShare)).toEqual([0, 0.5, 1, 1.5]);
    const log = createScale('log', 1, 100);
    expect([1, 10, 100].map(log.toShare)).toEqual([0, 0.5, 1]);
    for (const scale of [linear, log]) expect(scale.fromShare(scale.toShare(17))).toBeCloseTo(17, 10);
  });

  it('puts a single value in the middle', () => {
    expect(createScale('linear', 7, 7).toShare(7)).toBeCloseTo(0.5, 10);
    expect(createScale('linear', 0, 0).toShare(0)).toBeCloseTo(0.5, 10);
    expect(createScale('log', 7, 7).toShare(7)).toBeCloseTo(0.5, 10);
  });

  it('has no logarithm of nothing', () => {
    expect(createScale('log', 0, 10).kind).toBe('linear');
    expect(createScale('log', 1, 10).toShare(0)).toBe(-Infinity);
  });
});

describe('ticksOf', () => {
  it('gives round values inside the domain', () => {
    expect(ticksOf(createScale('linear', 0, 10), 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticksOf(createScale('linear', 0.29, 0.61), 4)).toEqual([0.3, 0.4, 0.5, 0.6]);
    expect(ticksOf(createScale('log', 0.5, 200), 4)).toEqual([1, 3, 10, 30, 100]);
    expect(ticksOf(createScale('log', 0.09, 0.95), 6)).toEqual([0.1, 0.2, 0.5]);
  });

  it('falls back to even steps where a log scale has less than a decade', () => {
    expect(ticksOf(createScale('log', 100, 140), 4)).toEqual([100, 110, 120, 130, 140]);
  });

  it.each(['linear', 'log'] as const)('gives a readable number of ascending ticks on any %s domain', (kind) => {
    for (let exponent = -12; exponent <= 12; exponent += 1) {
      for (const factor of [1.0001, 1.3, 7, 90, 1e4, 1e9]) {
        const scale = createScale(kind, 3.7 * 10 ** exponent, 3.7 * 10 ** exponent * factor);
        const ticks = ticksOf(scale, 5);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(14);
        expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b));
        for (const tick of ticks) expect(Math.abs(scale.toShare(tick) - 0.5)).toBeLessThanOrEqual(0.5 + 1e-6);
      }
    }
  });
});

describe('barScaleOf', () => {
  const summaries = [
    { medianNs: 10, intervalNs: { low: 9, high: 11, confidence: 0.99 } },
    { medianNs: 40, intervalNs: null },
  ];

  it('begins at zero unless it is logarithmic, and has room for every interval', () => {
    expect(barScaleOf(summaries, 'linear')).toMatchObject({ low: 0, high: 40 });
    const log = barScaleOf(summaries, 'log')!;
    expect(log.toShare(9)).toBeGreaterThan(0);
    expect(log.toShare(40)).toBeLessThan(1);
    expect(barScaleOf([], 'linear')).toBeNull();
  });
});
