import { describe, expect, it } from 'vitest';
import type { FileHeat } from '../../../model/profile.ts';
import { hotLinesOf } from './hotLines.ts';

const heatOf = (whole: number, ...selves: readonly number[]): FileHeat => ({
  unit: 'microseconds',
  whole,
  lines: selves.map((self, index) => ({ file: 'a.js', line: index + 1, self, samples: self })),
  functions: [],
});

const levels = (heat: FileHeat) => hotLinesOf(heat).map(({ line, level }) => [line, level]);

describe('hotLinesOf', () => {
  it('colours lines from a quarter of their file on', () => {
    expect(levels(heatOf(200, 24, 25, 51))).toEqual([
      [3, 'hot'],
      [2, 'warm'],
      [1, 'cool'],
    ]);
    expect(levels(heatOf(100, 75, 25))).toEqual([
      [1, 'hottest'],
      [2, 'warm'],
    ]);
  });

  it('leaves a file without colour that is next to nothing of the profile, and without marks where it is nothing', () => {
    expect(levels(heatOf(100_000, 900))).toEqual([[1, 'cool']]);
    expect(levels(heatOf(100_000, 90))).toEqual([]);
  });

  it('marks the heaviest lines only, however many there are', () => {
    const many = hotLinesOf(heatOf(400, ...Array.from({ length: 400 }, (_, index) => (index < 40 ? 10 : 1))));
    expect(many).toHaveLength(25);
    expect(many.every(({ self }) => self === 10)).toBe(true);
    expect(hotLinesOf(heatOf(1000, 995, 5)).map(({ line }) => line)).toEqual([1]);
  });

  it('is empty where there is nothing', () => {
    expect(hotLinesOf(heatOf(0))).toEqual([]);
    expect(hotLinesOf(heatOf(100, 0, 0))).toEqual([]);
    expect(hotLinesOf({ ...heatOf(0, 1), whole: 0 })).toEqual([]);
  });
});
