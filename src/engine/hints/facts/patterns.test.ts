import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { namesOf } from './names.ts';
import { patternOf, plainText } from './patterns.ts';

function patternOfLast(text: string) {
  const source = parseSource('a.ts', text, true);
  const last = source.statements.at(-1)!;
  if (!ts.isExpressionStatement(last)) throw new Error('the text does not end with an expression');
  const found = patternOf(last.expression, namesOf(source));
  return found && { source: found.source, flags: found.flags, isInline: found.isInline };
}

describe('patternOf', () => {
  it.each([
    ['/a/', { source: 'a', flags: '', isInline: true }],
    ['(/a[/]b/gi)', { source: 'a[/]b', flags: 'gi', isInline: true }],
    ['const A = /a\\//u; A', { source: 'a\\/', flags: 'u', isInline: false }],
    ['const A = /a/; const B = A; B', { source: 'a', flags: '', isInline: false }],
    ['let A = /a/; A', null],
    ['A', null],
    ['new RegExp("a")', null],
  ])('of %s', (text, expected) => {
    expect(patternOfLast(text)).toEqual(expected);
  });
});

describe('plainText', () => {
  it.each([
    ['abc', 'abc'],
    ['a\\.b', 'a.b'],
    ['\\/\\*', '/*'],
    ['a\\-b', 'a-b'],
    ["it's", "it's"],
    ['', null],
    ['a.b', null],
    ['a\\', null],
    ['\\n', null],
    ['\\b', null],
    ['a|b', null],
    ['^a', null],
    ['(a)', null],
    ['a{2}', null],
  ])('of %s is %s', (source, text) => {
    expect(plainText(source)).toBe(text);
  });
});
