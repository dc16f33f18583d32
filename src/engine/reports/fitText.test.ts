import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { fitText } from './fitText.ts';

describe('fitText', () => {
  it('keeps what fits', () => {
    expect(fitText('abc', 3)).toBe('abc');
    expect(fitText('解析', 4)).toBe('解析');
  });

  it('ends what does not in an ellipsis, never wider than asked', () => {
    expect(fitText('abcdef', 4)).toBe('abc…');
    expect(fitText('解析木の深さ', 6)).toBe('解析…');
    expect(fitText('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 5)).toBe('👩‍👩‍👧👩‍👩‍👧…');
    expect(fitText('abc', 0)).toBe('');
    for (let columns = 0; columns < 12; columns++) expect(stringWidth(fitText('a解b析c木d', columns))).toBeLessThanOrEqual(columns);
  });
});
