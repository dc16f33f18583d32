import { describe, expect, it } from 'vitest';
import { geometricMean, productOfRatios } from './combineRatios.ts';

const measured = (ratio: number, low: number, high: number, confidence = 0.99) => ({ ratio, interval: { low, high, confidence } });

describe('productOfRatios', () => {
  it('adds up what is unsure in quadrature, on the log scale', () => {
    // By hand: distances ln 1.2 and ln 1.1 to both sides; exp(hypot(ln 1.2, ln 1.1)) = 1.22842…
    const { ratio, interval } = productOfRatios([measured(0.5, 0.5 / 1.2, 0.5 * 1.2), measured(0.8, 0.8 / 1.1, 0.8 * 1.1)]);
    expect(ratio).toBeCloseTo(0.4, 12);
    expect(interval!.high).toBeCloseTo(0.4 * Math.exp(Math.hypot(Math.log(1.2), Math.log(1.1))), 12);
    expect(interval!.high / 0.4).toBeCloseTo(1.22842, 4);
    expect(interval!.low * interval!.high).toBeCloseTo(0.16, 12);
  });

  it('keeps the sides apart, and the least confidence', () => {
    const { interval } = productOfRatios([measured(1, 0.9, 1), measured(1, 0.9, 1, 0.95)]);
    expect(interval!.high).toBe(1);
    expect(interval!.low).toBeCloseTo(0.9 ** Math.SQRT2, 12);
    expect(interval!.confidence).toBe(0.95);
  });

  it('leaves one as it is, and has no interval where one has none', () => {
    const one = productOfRatios([measured(0.5, 0.4, 0.7)]);
    expect(one.ratio).toBeCloseTo(0.5, 12);
    expect(one.interval!.low).toBeCloseTo(0.4, 12);
    expect(one.interval!.high).toBeCloseTo(0.7, 12);
    expect(productOfRatios([measured(0.5, 0.4, 0.7), { ratio: 0.5, interval: null }]).interval).toBe(null);
    expect(productOfRatios([])).toEqual({ ratio: 1, interval: null });
  });
});

describe('geometricMean', () => {
  it('is the root of the product, and less unsure than each', () => {
    const { ratio, interval } = geometricMean([measured(0.25, 0.2, 0.3125), measured(1, 0.8, 1.25)]);
    expect(ratio).toBeCloseTo(0.5, 12);
    expect(interval!.high).toBeCloseTo(0.5 * 1.25 ** Math.SQRT1_2, 12);
    expect(interval!.low).toBeCloseTo(0.5 / 1.25 ** Math.SQRT1_2, 12);
  });

  it('covers the true product as often as it says', () => {
    // Seeded: 2,000 products of three ratios with normal log errors and 95 % intervals of each.
    let state = 12_345;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    const errors = [0.01, 0.03, 0.1];
    let covered = 0;
    for (let turn = 0; turn < 2000; turn += 1) {
      const ratios = errors.map((error) => {
        const center = error * normal();
        return measured(Math.exp(center), Math.exp(center - 1.96 * error), Math.exp(center + 1.96 * error), 0.95);
      });
      const { low, high } = productOfRatios(ratios).interval!;
      if (low <= 1 && 1 <= high) covered += 1;
    }
    expect(covered / 2000).toBeGreaterThan(0.935);
    expect(covered / 2000).toBeLessThan(0.965);
  });
});
