import { describe, expect, it } from 'vitest';
import { cliffsDelta, cohenD } from './effectSizes.ts';
import { sleep } from './referenceData.fixture.ts';
import { seededRandom } from './seededRandom.ts';

describe('cohenD', () => {
  it("is Student's t over sqrt(n / 2) where both sides have n values", () => {
    // R: t.test(extra ~ group, data = sleep, var.equal = TRUE) gives t = -1.8608 with 18 degrees of freedom.
    expect(cohenD(sleep.first, sleep.second)).toBeCloseTo(1.8608 / Math.sqrt(5), 4);
  });

  it('does not feel place and scale, and is 0 on average where nothing differs', () => {
    const random = seededRandom(15);
    const draw = () => Array.from({ length: 8 }, random.normal);
    let sum = 0;
    for (let round = 0; round < 2000; round += 1) {
      const [first, second] = [draw(), draw()];
      const d = cohenD(first, second);
      const moved = [first, second].map((values) => values.map((value) => 40 + 3 * value)) as [number[], number[]];
      expect(cohenD(...moved)).toBeCloseTo(d, 9);
      sum += d;
    }
    // Five standard errors of about sqrt(2 / 8) each.
    expect(Math.abs(sum / 2000)).toBeLessThan(0.06);
  });

  it('changes sign with the sides and stays finite without a spread', () => {
    expect(cohenD(sleep.second, sleep.first)).toBeCloseTo(-cohenD(sleep.first, sleep.second), 12);
    expect(cohenD([3, 3], [3, 3])).toBe(0);
    expect(Number.isFinite(cohenD([0, 0], [5, 5]))).toBe(true);
    expect(() => cohenD([1], [2])).toThrow(RangeError);
    expect(() => cohenD([], [1, 2, 3])).toThrow(RangeError);
  });
});

describe('cliffsDelta', () => {
  it('agrees with Hogarty and Kromrey (1999), as R shows them', () => {
    // The example of `cliff.delta` in the package effsize: -0.25, treatment over control.
    const treatment = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50];
    const control = [10, 20, 30, 40, 40, 50];
    expect(cliffsDelta(control, treatment)).toBe(-0.25);
    expect(cliffsDelta(treatment, control)).toBe(0.25);
  });

  it('is what counting pairs gives, 1 where all are larger, 0 where all are equal', () => {
    const random = seededRandom(16);
    const draw = (n: number) => Array.from({ length: n }, () => Math.floor(6 * random.uniform()));
    for (let n = 1; n < 12; n += 1) {
      const [first, second] = [draw(n), draw(13 - n)];
      const signs = first.flatMap((one) => second.map((other) => Math.sign(other - one)));
      expect(cliffsDelta(first, second)).toBeCloseTo(signs.reduce<number>((sum, sign) => sum + sign, 0) / signs.length, 12);
    }
    expect(cliffsDelta([1, 2], [3, 4, 5])).toBe(1);
    expect(cliffsDelta([7, 7], [7])).toBe(0);
  });
});
