import { describe, expect, it } from 'vitest';
import { movedRanges, type TextChange } from './movedRanges.ts';

const TEXT = 'first\n  second line\nthird\n';

const rangeOf = (part: string, text = TEXT) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length, name: part });

const replace = (part: string, by: string, text = TEXT): TextChange => ({
  rangeOffset: text.indexOf(part),
  rangeLength: part.length,
  text: by,
});

const insert = (before: string, by: string): TextChange => ({ ...replace(before, by), rangeLength: 0 });

/** The text of `second line` after an edit; null where it is gone. */
function after(...changes: TextChange[]): string | null {
  let text = TEXT;
  for (const { rangeOffset, rangeLength, text: by } of changes) {
    text = text.slice(0, rangeOffset) + by + text.slice(rangeOffset + rangeLength);
  }
  const [range] = movedRanges([rangeOf('second line')], changes);
  return range ? text.slice(range.start, range.end) : null;
}

describe('movedRanges', () => {
  it('moves with what is written before', () => {
    expect(after(insert('first', 'a\nb\n'))).toBe('second line');
    expect(after(insert('  second', '\n'))).toBe('second line');
    expect(after(insert('second', '\n'))).toBe('second line');
    expect(after(replace('first\n', ''))).toBe('second line');
  });

  it('stays where something is written after it', () => {
    expect(after(insert('\nthird', '; // now longer'))).toBe('second line');
    expect(after(insert('third', 'more\n'))).toBe('second line');
  });

  it('has what is left of it, or what it became', () => {
    expect(after(replace('cond', 'CONDS'))).toBe('seCONDS line');
    expect(after(replace('first\n  second', 'first'))).toBe(' line');
    expect(after(replace(' line\nth', ''))).toBe('second');
  });

  it('is gone with all of its text', () => {
    expect(after(replace('  second line\n', ''))).toBeNull();
    expect(after(replace('second line', 'another'))).toBeNull();
  });

  it('takes several changes from the last to the first, as the editor tells them', () => {
    expect(after(insert('third', '// '), insert('second', '// '), insert('first', '// '))).toBe('second line');
  });

  it('keeps what else is known of a range', () => {
    expect(movedRanges([rangeOf('third')], [insert('first', 'x')])).toEqual([{ start: 21, end: 26, name: 'third' }]);
  });
});
