import { expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { rankScan } from './rankScan.ts';
import { nile } from './referenceSeries.fixture.ts';

it('agrees with SciPy 1.17 on the Nile: the z of mannwhitneyu(nile[:28], nile[28:]), asymptotic, without continuity', () => {
  const scan = rankScan(nile);
  expect(scan.at({ start: 0, end: 100 }, 28)).toBeCloseTo(-6.207184692817749, 12);
  expect(scan.best({ start: 0, end: 100 }, 3)).toEqual({ at: 28, z: expect.closeTo(6.207184692817749, 12) as number });
});

it('finds the best split of any part as one split after the other would', () => {
  const random = seededRandom(4);
  const values = Array.from({ length: 60 }, () => Math.round(4 * random.normal()));
  const scan = rankScan(values);
  for (const range of [
    { start: 0, end: 60 },
    { start: 13, end: 29 },
    { start: 40, end: 46 },
  ]) {
    const splits = Array.from({ length: range.end - range.start - 5 }, (_, which) => range.start + 3 + which);
    const most = Math.max(...splits.map((at) => Math.abs(scan.at(range, at))));
    expect(scan.best(range, 3)?.z).toBeCloseTo(most, 12);
  }
});

it('does not feel what the values are, only their order', () => {
  const random = seededRandom(5);
  const values = Array.from({ length: 40 }, random.normal);
  const range = { start: 5, end: 35 };
  expect(rankScan(values.map((value) => Math.exp(3 * value))).best(range, 3)).toEqual(rankScan(values).best(range, 3));
});

it('sees nothing in equal values, and no split in too few', () => {
  expect(rankScan([2, 2, 2, 2, 2, 2]).best({ start: 0, end: 6 }, 3)?.z).toBe(0);
  expect(rankScan([1, 2, 3, 4, 5]).best({ start: 0, end: 5 }, 3)).toBeNull();
});
