import { describe, expect, it } from 'vitest';
import { orderOf } from './orderOf.ts';
import { seededRandom } from './seededRandom.ts';

const byComparing = (values: readonly number[]) => [...values.keys()].toSorted((one, other) => values[one]! - values[other]!);

describe('orderOf', () => {
  it('is the order that comparing gives, for values of every size, sign and number of equals', () => {
    const { uniform, normal } = seededRandom(4);
    const kinds: (() => number)[] = [
      normal,
      () => Math.round(3 * normal()),
      () => 1.7e12 + Math.round(1000 * uniform()),
      () => normal() * 10 ** (600 * uniform() - 300),
      () => (uniform() < 0.5 ? -1 : 1) * Number.MIN_VALUE * Math.round(5 * uniform()),
      () => 4,
    ];
    for (const draw of kinds) {
      for (const n of [0, 1, 2, 17, 1000]) {
        const values = Array.from({ length: n }, draw);
        expect([...orderOf(values)]).toEqual(byComparing(values));
      }
    }
  });

  it('has infinity at the ends, and takes both zeros for one number', () => {
    expect([...orderOf([Infinity, 1, -Infinity, Number.MAX_VALUE, -Number.MAX_VALUE])]).toEqual([2, 4, 1, 3, 0]);
    expect([...orderOf([0, -0, 0, -1, -0])]).toEqual([3, 0, 1, 2, 4]);
  });
});
