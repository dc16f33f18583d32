import { describe, expect, it } from 'vitest';
import { formatSpan } from './spans.ts';

describe('formatSpan', () => {
  it.each([
    [0, 'under 1 s'],
    [400, 'under 1 s'],
    [1000, '1 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [80_000, '1 min 20 s'],
    [3_599_900, '1 h'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(formatSpan(durationMs)).toBe(text);
  });
});
