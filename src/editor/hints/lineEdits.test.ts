import { describe, expect, it } from 'vitest';
import { lineEdits } from './lineEdits.ts';

function applied(before: string, after: string): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
  for (const { startLine, endLine, text } of lineEdits(before, after).toReversed()) lines.splice(startLine, endLine - startLine, text);
  return lines.join('');
}

describe('lineEdits', () => {
  it('are nothing for the same text', () => {
    expect(lineEdits('a\nb\n', 'a\nb\n')).toEqual([]);
    expect(lineEdits('', '')).toEqual([]);
  });

  it('leave the lines between two changes', () => {
    expect(lineEdits('a\nb\nc\nd\ne\n', 'a\nB\nc\nD\ne\n')).toEqual([
      { startLine: 1, endLine: 2, text: 'B\n' },
      { startLine: 3, endLine: 4, text: 'D\n' },
    ]);
    expect(lineEdits('a\n\nb\n', 'A\n\nB\n')).toHaveLength(2);
    expect(lineEdits('a\nb\nc\n', 'a\nx\ny\nb\nc\n')).toEqual([{ startLine: 1, endLine: 1, text: 'x\ny\n' }]);
    expect(lineEdits('a\nb\nc\nd\n', 'a\nd\n')).toEqual([{ startLine: 1, endLine: 3, text: '' }]);
  });

  it('make the other text, whatever the two are', () => {
    let seed = 1;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const some = () => Array.from({ length: random(12) }, () => ['a', 'b', '', '  c', 'd\r'][random(5)]).join('\n');
    for (let round = 0; round < 3000; round += 1) {
      const [before, after] = [some(), some()];
      expect(applied(before, after)).toBe(after);
    }
  });

  it('take little time for texts that have nothing in common', () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n');
    expect(lineEdits(long('a'), long('b'))).toHaveLength(1);
  });
});
