import { describe, expect, it } from 'vitest';
import { sumOfShares } from './hintShares.ts';

const place = (file: string, startLine: number, endLine: number, heat: number | null) => ({
  file,
  range: { startLine, startColumn: 1, endLine, endColumn: 9 },
  heat,
});
const sum = (...places: ReturnType<typeof place>[]) => sumOfShares(places, ({ heat }) => heat);

describe('sumOfShares', () => {
  it('adds up places that have no line in common', () => {
    expect(sum(place('a.ts', 9, 9, 0.25), place('a.ts', 1, 3, 0.125), place('b.ts', 2, 2, 0.5))).toBe(0.875);
  });

  it('counts the largest of places with lines in common, in whatever order they come', () => {
    const [around, inside, last] = [place('a.ts', 1, 6, 0.25), place('a.ts', 2, 2, 0.125), place('a.ts', 6, 8, 0.0625)];
    expect(sum(around, inside, last)).toBe(0.25);
    expect(sum(last, inside, around)).toBe(0.25);
    expect(sum(inside, last, place('b.ts', 2, 2, 0.125))).toBe(0.3125);
  });

  it('is not known where no place says anything, and leaves out those that do not', () => {
    expect(sum()).toBe(null);
    expect(sum(place('a.ts', 1, 1, null))).toBe(null);
    expect(sum(place('a.ts', 1, 1, null), place('a.ts', 2, 2, 0))).toBe(0);
  });

  it('is never more than all', () => {
    expect(sum(place('a.ts', 1, 1, 0.75), place('a.ts', 2, 2, 0.75))).toBe(1);
  });
});
