import { describe, expect, it } from 'vitest';
import { displayWidth, fitText, visibleText } from './text.ts';

describe('visibleText', () => {
  it('leaves ordinary text of any script alone', () => {
    for (const text of ['parse tree', 'größe µs', '解析 🚀', 'שלום', 'e\u0301', '👩‍👩‍👧']) expect(visibleText(text)).toBe(text);
  });

  it('shows what would act on a terminal', () => {
    expect(visibleText('a\nb\tc\r')).toBe('a\\nb\\tc\\r');
    expect(visibleText('\u001b[31mred\u0007\u009b')).toBe('\\u001b[31mred\\u0007\\u009b');
    expect(visibleText('\u202egnp.exe\u2066')).toBe('\\u202egnp.exe\\u2066');
    expect(visibleText('\ud800')).toBe('\\ud800');
  });
});

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
    for (let columns = 0; columns < 12; columns++) expect(displayWidth(fitText('a解b析c木d', columns))).toBeLessThanOrEqual(columns);
  });
});
