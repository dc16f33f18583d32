import { mean, sampleVariance } from 'simple-statistics';
import { expect, it } from 'vitest';
import { seededRandom } from './seededRandom.ts';

// As other implementations of mulberry32 have them for the seed 0.
it('begins as mulberry32 does', () => {
  const { uniform } = seededRandom(0);
  expect([uniform(), uniform(), uniform()]).toEqual([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197]);
});

it('repeats itself for a seed and only for it', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).uniform);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

it('has the moments of its distributions', () => {
  const random = seededRandom(42);
  const uniform = Array.from({ length: 50_000 }, random.uniform);
  const normal = Array.from({ length: 50_000 }, random.normal);
  // Five standard errors: 0.0065 and 0.0224 for the means.
  expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(0.0065);
  expect(Math.abs(sampleVariance(uniform) - 1 / 12)).toBeLessThan(0.002);
  expect(Math.abs(mean(normal))).toBeLessThan(0.0224);
  expect(Math.abs(sampleVariance(normal) - 1)).toBeLessThan(0.032);
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...uniform)).toBeLessThan(1);
});
