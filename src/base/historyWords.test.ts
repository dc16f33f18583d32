import { describe, expect, it } from 'vitest';
import { seriesNotes, sizeText, speedText } from './historyWords.ts';

describe('speedText', () => {
  it.each([
    ['median', 'step', 1.082, 'ratio', '8.2 % slower'],
    ['median', 'step', 2.3, 'ratio', '2.30x slower'],
    ['p99', 'drift', 0.88, 'ratio', '12 % faster'],
    ['median', 'step', 1500, 'difference', '1.50 µs slower'],
    ['heap', 'step', 1.082, 'ratio', '8.2 % more'],
    ['heap', 'step', 0.25, 'ratio', '75 % less'],
    ['heap', 'step', 4, 'ratio', '4.00x more'],
    ['gc', 'step', -0.031, 'difference', '3.1 % less'],
    ['gc', 'variance', 2.5, 'difference', 'spread 2.50x'],
  ] as const)('says of the %s that a %s of %d (%s) is %s', (metric, kind, size, scale, text) => {
    expect(speedText({ kind, size }, scale, metric)).toBe(text);
  });
});

describe('sizeText', () => {
  it('has a sign, where times are not said in words', () => {
    expect(sizeText({ kind: 'step', size: 1.082 }, 'ratio', 'median')).toBe('+8.2 %');
    expect(sizeText({ kind: 'step', size: 2.3 }, 'ratio', 'median')).toBe('2.30x slower');
    expect(sizeText({ kind: 'step', size: -0.031 }, 'difference', 'gc')).toBe('-3.1 %');
  });
});

describe('seriesNotes', () => {
  const known = { scale: 'ratio', noise: 0.011, smallestDetectable: 0.03, twoModes: null, changePoints: [] } as const;

  it('says what a step must be to show', () => {
    expect(seriesNotes(known, 'median', 40)).toEqual([
      'Values differ by 1.1 % without a change; ten more would show a step of 3.0 % or more.',
    ]);
  });

  it('counts the values since the last change where they are too few', () => {
    const few = { ...known, smallestDetectable: null };
    expect(seriesNotes(few, 'median', 1)).toEqual(['1 value is too few to show a step yet.']);
    expect(seriesNotes({ ...few, changePoints: [{ index: 38 }] }, 'median', 40)).toEqual([
      '2 values since the last change are too few to show another step yet.',
    ]);
  });

  it('tells two modes in the unit of the metric', () => {
    const twoModes = { lower: 1000, upper: 1200, upperShare: 0.25 };
    expect(seriesNotes({ ...known, twoModes }, 'median', 40)[1]).toContain('75 % of the values are near 1.00 µs, the others near 1.20 µs.');
  });
});
