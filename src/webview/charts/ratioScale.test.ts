import { describe, expect, it } from 'vitest';
import { ratioScaleAround, ratioScaleOf, ratioTicks, sideTicks, type RatioEstimate } from './ratioScale.ts';
import { createScale } from './scale.ts';

const estimate = (ratio: number, low: number, high: number, margin = 0.02): RatioEstimate => ({ ratio, interval: { low, high }, margin });

describe('ratioScaleOf', () => {
  it('is symmetric around no change, with the margin well inside', () => {
    const scale = ratioScaleOf([estimate(1.001, 0.999, 1.003)])!;
    expect(scale.toShare(1)).toBeCloseTo(0.5, 12);
    expect(scale.toShare(1.1) + scale.toShare(1 / 1.1)).toBeCloseTo(1, 12);
    expect(scale.toShare(1.02)).toBeGreaterThan(0.6);
    expect(scale.toShare(1.02)).toBeLessThan(0.75);
  });

  it('holds every interval where all are alike', () => {
    const all = [estimate(1.3, 1.2, 1.4), estimate(0.9, 0.8, 1), estimate(1.1, 1, 1.25)];
    const scale = ratioScaleOf(all)!;
    for (const { interval } of all) {
      expect(scale.toShare(interval!.low)).toBeGreaterThan(0);
      expect(scale.toShare(interval!.high)).toBeLessThan(1);
    }
  });

  it('does not let one that is far away press the others together', () => {
    const near = Array.from({ length: 9 }, (_, index) => estimate(1 + index / 1000, 0.99, 1.03));
    const scale = ratioScaleOf([...near, estimate(23, 18, 28)])!;
    expect(scale.high).toBeLessThan(1.1);
    expect(scale.toShare(18)).toBeGreaterThan(1);
  });

  it('is far where most are', () => {
    const scale = ratioScaleOf([estimate(2, 1.9, 2.1), estimate(2.2, 2.1, 2.4), estimate(1, 0.99, 1.01), estimate(0.5, 0.4, 0.6)])!;
    expect(scale.toShare(2.4)).toBeLessThan(1);
    expect(scale.toShare(0.4)).toBeGreaterThan(0);
  });

  it('needs something to show', () => expect(ratioScaleOf([])).toBeNull());

  it.each([[[{ ratio: Number.NaN, interval: null, margin: 0 }]], [[{ ratio: 1, interval: null, margin: 0 }]]])(
    'has an axis for %o too',
    (estimates) => {
      const { low, high } = ratioScaleOf(estimates)!;
      expect(low).toBeLessThan(1);
      expect(high).toBeGreaterThan(1);
    },
  );
});

describe('ratioScaleAround', () => {
  it('shows no change, the margin, the interval and every block', () => {
    const scale = ratioScaleAround(estimate(1.5, 1.45, 1.56), [1.4, 1.61, 1.5]);
    for (const ratio of [1, 1.02, 1.4, 1.61]) expect(scale.toShare(ratio)).toBeGreaterThan(0);
    for (const ratio of [1, 1.02, 1.4, 1.61]) expect(scale.toShare(ratio)).toBeLessThan(1);
  });
});

describe('sideTicks', () => {
  it.each([
    [1.0501, ['-2 %', '0', '+2 %']],
    [1.14, ['-10 %', '0', '+10 %']],
    [1.0011, ['-0.1 %', '0', '+0.1 %']],
    [2.4, ['-50 %', '0', '+50 %']],
    [8, ['0.2x', '1x', '5x']],
    [1e9, ['0.001x', '1x', '1000x']],
  ])('has one on each side of an axis up to %d', (high, expected) => {
    const scale = createScale('log', 1 / high, high);
    const ticks = sideTicks(scale);
    expect(ticks.map(({ label }) => label)).toEqual(expected);
    for (const { ratio } of ticks) expect(Math.abs(scale.toShare(ratio) - 0.5)).toBeLessThanOrEqual(0.48);
  });
});

describe('ratioTicks', () => {
  it.each([
    [0.95, 1.053, 5, ['-4 %', '-2 %', '0', '+2 %', '+4 %']],
    [0.997, 1.0031, 4, ['-0.2 %', '0', '+0.2 %']],
    [0.6, 1.7, 5, ['-40 %', '-20 %', '0', '+20 %', '+40 %', '+60 %']],
    [0.98, 2.4, 3, ['0', '+50 %', '+100 %']],
    [0.2, 5, 5, ['0.25x', '0.5x', '1x', '2x', '4x']],
    [0.01, 100, 3, ['0.01x', '1x', '100x']],
  ])('marks %d to %d in about %d steps', (low, high, count, expected) => {
    const scale = createScale('log', low, high);
    expect(ratioTicks(scale, count).map(({ label }) => label)).toEqual(expected);
  });
});
