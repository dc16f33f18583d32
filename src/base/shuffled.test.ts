import { describe, expect, it } from 'vitest';
import { shuffled } from './shuffled.ts';

describe('shuffled', () => {
  it('keeps what it was given, in every order about as often', () => {
    const items = ['a', 'b', 'c'];
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw++) {
      const order = shuffled(items).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    // Of 1,000 expected, five standard deviations are 145.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
    expect(items).toEqual(['a', 'b', 'c']);
    expect(shuffled([])).toEqual([]);
  });
});
