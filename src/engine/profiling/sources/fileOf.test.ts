import { describe, expect, it } from 'vitest';
import { fileOf, pathOf } from './fileOf.ts';

describe('fileOf', () => {
  it.each([
    ['file:///app/src/a.ts', 'src/a.ts'],
    ['file:///app/src/a%20b.ts?tsx-namespace=1#x', 'src/a b.ts'],
    ['/app/src/../a.ts', 'a.ts'],
    ['/other/a.ts', '/other/a.ts'],
    ['/application/a.ts', '/application/a.ts'],
    ['node:fs', 'node:fs'],
    ['https://example.com/a.js', 'https://example.com/a.js'],
    ['file:///app/%zz', 'file:///app/%zz'],
    ['', ''],
  ])('%s is %s', (url, file) => {
    expect(fileOf(url, '/app')).toBe(file);
  });

  // Windows would ask that machine for the file, and sign in there.
  it.each(['file://evil/share/a.js', '//evil/share/a.js', String.raw`\\evil\share\a.js`, String.raw`file:\\evil\share`])(
    '%s is on another machine, and no path',
    (url) => {
      expect(pathOf(url)).toBeNull();
    },
  );
});
