import { expect, it } from 'vitest';
import { ranksOf } from './ranks.ts';
import { seededRandom } from './seededRandom.ts';

it('gives equal values the mean of their ranks', () => {
  // The example of R's help page of `rank`: rank(c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5)).
  const { ranks, tieTerm } = ranksOf([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]);
  expect(ranks).toEqual([4.5, 1.5, 6, 1.5, 8, 11, 3, 10, 8, 4.5, 8]);
  // Two pairs and one triple.
  expect(tieTerm).toBe(6 + 6 + 24);
});

it('keeps the sum of ranks, and the sum of squares but for a twelfth of the tie term', () => {
  const random = seededRandom(8);
  for (const n of [1, 2, 7, 100]) {
    const { ranks, tieTerm } = ranksOf(Array.from({ length: n }, () => Math.floor(random.uniform() * n)));
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBe((n * (n + 1)) / 2);
    const squares = ranks.reduce((sum, rank) => sum + rank ** 2, 0);
    expect(squares).toBeCloseTo((n * (n + 1) * (2 * n + 1)) / 6 - tieTerm / 12, 6);
  }
});

it('takes zeros of either sign for equal, nothing for nothing, and no NaN', () => {
  expect(ranksOf([0, -0, 1]).ranks).toEqual([1.5, 1.5, 3]);
  expect(ranksOf([])).toEqual({ ranks: [], tieTerm: 0 });
  expect(() => ranksOf([1, Number.NaN])).toThrow(RangeError);
});
