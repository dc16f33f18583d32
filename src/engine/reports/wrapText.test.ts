import { expect, it } from 'vitest';
import { wrapText } from './wrapText.ts';

it('breaks between words, and words that are too wide between graphemes', () => {
  expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapText('a  b   c', 3)).toEqual(['a b', 'c']);
  expect(wrapText('ab  c', 5)).toEqual(['ab  c']);
  expect(wrapText('go abcdefgh on', 4)).toEqual(['go', 'abcd', 'efgh', 'on']);
  expect(wrapText('解析木', 4)).toEqual(['解析', '木']);
  expect(wrapText('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 4)).toEqual(['👩‍👩‍👧👩‍👩‍👧', '👩‍👩‍👧']);
  expect(wrapText('up to ± 12 %: run', 8)).toEqual(['up to', '± 12 %:', 'run']);
  expect(wrapText('', 4)).toEqual(['']);
});
