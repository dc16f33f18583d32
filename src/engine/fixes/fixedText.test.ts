import { describe, expect, it } from 'vitest';
import { fixedText } from './fixedText.ts';

const at = (startLine: number, startColumn: number, endLine: number, endColumn: number, text: string) => ({
  range: { startLine, startColumn, endLine, endColumn },
  text,
});

describe('fixedText', () => {
  it('makes all edits of a fix, in the line ends of the text', () => {
    const edits = [at(2, 3, 2, 3, 'const s = new Set(a);\n  '), at(2, 10, 2, 20, 's.has')];
    expect(fixedText('a.js', 'f() {\n  return a.includes(1);\n}', edits)).toBe('f() {\n  const s = new Set(a);\n  return s.has(1);\n}');
    expect(fixedText('a.js', 'f() {\r\n  return a.includes(1);\r\n}', edits)).toBe(
      'f() {\r\n  const s = new Set(a);\r\n  return s.has(1);\r\n}',
    );
  });

  it('counts lines as a syntax tree does', () => {
    expect(fixedText('a.js', "'\u2028'; x", [at(2, 4, 2, 5, 'y')])).toBe("'\u2028'; y");
  });

  it('refuses a fix of another text', () => {
    expect(() => fixedText('a.js', 'x', [at(2, 1, 2, 2, 'y')])).toThrow(expect.objectContaining({ code: 'fix-does-not-fit' }));
    expect(() => fixedText('a.js', 'x', [at(1, 9, 1, 9, 'y')])).toThrow(/has changed/);
  });
});
