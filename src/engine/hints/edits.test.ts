import { describe, expect, it } from 'vitest';
import { applyEdits } from './edits.ts';

describe('applyEdits', () => {
  it('makes several changes, in the order of the text', () => {
    expect(
      applyEdits('abcdef', [
        [{ start: 4, end: 5, text: 'X' }],
        [
          { start: 0, end: 2, text: '' },
          { start: 6, end: 6, text: '!' },
        ],
      ]),
    ).toBe('cdXf!');
  });

  it('leaves out what touches the same place as another one, whole', () => {
    const first = [{ start: 1, end: 3, text: '-' }];
    expect(
      applyEdits('abcdef', [
        first,
        [
          { start: 2, end: 4, text: '+' },
          { start: 5, end: 6, text: '' },
        ],
      ]),
    ).toBe('a-def');
    expect(applyEdits('abcdef', [first, [{ start: 3, end: 3, text: '+' }]])).toBe('a-def');
    expect(applyEdits('abcdef', [first, [{ start: 3, end: 4, text: '+' }]])).toBe('a-+ef');
  });
});
