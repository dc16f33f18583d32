import { describe, expect, it } from 'vitest';
import { hasWord, shortened, wordsIn, wordsOf } from './words.ts';

describe('words', () => {
  it('are what names are put together from', () => {
    expect(wordsIn('readLine')).toEqual(['read', 'line']);
    expect(wordsIn('this.page_title')).toEqual(['this', 'page', 'title']);
  });

  it('are found as a whole', () => {
    expect(hasWord('catalogFile', wordsOf('log', 'file'))).toBe(true);
    expect(hasWord('catalog', wordsOf('log file'))).toBe(false);
  });

  it('of code stand on one line, and not too many', () => {
    expect(shortened('a\n  .b`c`')).toBe('a .bc');
    expect(shortened('x'.repeat(50))).toBe(`${'x'.repeat(39)}…`);
  });
});
