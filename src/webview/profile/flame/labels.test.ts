import { describe, expect, it, vi } from 'vitest';
import { createMeasure, deltaLabel, fitted, labelOf } from './labels.ts';

/** Every letter is as wide as its kind: capitals 10, others 5. */
const widthOf = (text: string) => Array.from(text).reduce((sum, letter) => sum + (/[A-Z]/u.test(letter) ? 10 : 5), 0);
const measure = { widthOf };

describe('labels', () => {
  it('are as much of a name as fits, never wider', () => {
    expect(fitted('parse', 25, measure)).toBe('parse');
    expect(fitted('parseLines', 30, measure)).toBe('parse…');
    for (const text of ['parseCsvLines', 'AAAAAAAAAAAA', 'aaaaaaaaaAAAAAAAA', 'AAAAAAAaaaaaaaaaa']) {
      for (let width = 0; width < 120; width += 3) expect(widthOf(fitted(text, width, measure))).toBeLessThanOrEqual(width);
    }
  });

  it('say nothing rather than a letter', () => {
    expect(fitted('parseLines', 11, measure)).toBe('');
    expect(fitted('', 11, measure)).toBe('');
  });

  it('are not cut through a character', () => {
    expect(fitted('ab👩👩👩👩', 27, measure)).not.toMatch(/[\ud800-\udbff]…/u);
  });

  it('show what could move the text beside it, and have a name for those without one', () => {
    expect(labelOf('a\u202Eb\n')).toBe('a\\u202eb\\n');
    expect(labelOf('')).toBe('(anonymous)');
    expect(labelOf('x'.repeat(1e6)).length).toBeLessThan(200);
  });

  it('say by how much a difference is, with a sign', () => {
    expect([null, 0, 0.5, -0.5, 1, -1, 0.2].map(deltaLabel)).toEqual(['', '', '▲ +100 % ', '▼ −50 % ', '▲ new ', '▼ gone ', '▲ +25 % ']);
  });

  it('are measured once each', () => {
    const measureText = vi.fn<(text: string) => TextMetrics>((text) => ({ width: text.length }) as TextMetrics);
    const { widthOf: kept } = createMeasure({ measureText });
    expect([kept('abc'), kept('abc'), kept('ab')]).toEqual([3, 3, 2]);
    expect(measureText).toHaveBeenCalledTimes(2);
  });
});
