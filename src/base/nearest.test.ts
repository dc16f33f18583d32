import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it('finds a word with a typing error', () => {
    expect(nearest('--presett', ['--preset', '--time', '--json'])).toEqual(['--preset']);
    expect(nearest('bnech', ['bench', 'export', 'import'])).toEqual(['bench']);
  });

  it('puts what contains the word before what resembles it', () => {
    expect(nearest('parse', ['purse', 'parse > tree', 'sort'])).toEqual(['parse > tree', 'purse']);
  });

  it('ignores case and duplicates', () => {
    expect(nearest('JSN', ['json', 'json'])).toEqual(['json']);
  });

  it('offers nothing where nothing is near', () => {
    expect(nearest('zzzzzz', ['bench', 'export'])).toEqual([]);
    expect(nearest('', ['bench'])).toEqual([]);
  });

  it('keeps to the limit', () => {
    expect(nearest('case', ['case 1', 'case 2', 'case 3', 'case 4'], 2)).toHaveLength(2);
  });
});
