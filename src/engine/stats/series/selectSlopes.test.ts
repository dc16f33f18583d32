import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seededRandom.ts';
import { selectSlopes } from './selectSlopes.ts';

function slopesOf(places: Float64Array, values: Float64Array): Float64Array {
  const slopes = new Float64Array((values.length * (values.length - 1)) / 2);
  let count = 0;
  for (const [right, place] of places.entries()) {
    for (let left = 0; left < right; left += 1) {
      if (places[left]! < place) slopes[count++] = (values[right]! - values[left]!) / (place - places[left]!);
    }
  }
  return slopes.subarray(0, count).toSorted();
}

describe('selectSlopes', () => {
  const { uniform, normal } = seededRandom(9);
  // More than 65,536 pairs, so that ranges have to be narrowed.
  const n = 900;
  const regular = Float64Array.from({ length: n }, (_, index) => index);
  const paired = Float64Array.from({ length: n }, (_, index) => 60 * Math.floor(index / 2));
  const uneven = Float64Array.from({ length: n }, () => 10 ** (6 * uniform())).toSorted();
  it.each([
    ['noise', regular, () => normal()],
    ['a line with noise', regular, (index: number) => 3 + 0.01 * index + normal()],
    ['a line', regular, (index: number) => 0.25 * index],
    ['few different values', regular, () => Math.round(2 * uniform())],
    ['nearly always one value', regular, (index: number) => (index % 100 === 7 ? 5 : 1)],
    ['whole numbers that rise', regular, (index: number) => Math.round(index / 7 + normal())],
    ['two levels', regular, (index: number) => (index < 300 ? 1e6 : 2e6) + normal()],
    ['all equal', regular, () => 4],
    ['uneven places', uneven, () => normal()],
    ['uneven places of a line', uneven, (index: number) => 1e-3 * uneven[index]! + normal()],
    ['two at each place', paired, (index: number) => 1e-3 * index + (index % 2)],
  ] as const)('finds at each rank what the list of all slopes has: %s', (_, places, valueAt) => {
    const values = Float64Array.from(places, (_, index) => valueAt(index));
    const all = slopesOf(places, values);
    const pairs = all.length;
    const ranks = [0, 1, 0.02, 0.25, 0.495, 0.5, 0.505, 0.9].map((share) => (share === 1 ? pairs - 1 : Math.floor(share * pairs)));
    const wanted = [...new Set(ranks)].toSorted((a, b) => a - b);
    const largest = Math.max(Math.abs(all[0]!), Math.abs(all.at(-1)!));
    for (const [which, slope] of selectSlopes({ places, values }, pairs, wanted).entries()) {
      expect(Math.abs(slope - all[wanted[which]!]!)).toBeLessThanOrEqual(1e-10 * Math.abs(slope) + 1e-15 * largest);
    }
  });
});
