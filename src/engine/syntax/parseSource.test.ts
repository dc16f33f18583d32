import { describe, expect, it } from 'vitest';
import { parseSource, positionAt, rangeBetween, syntaxProblems, ts } from './index.ts';

describe('parseSource', () => {
  it.each([
    ['a.ts', '<number>x;'],
    ['a.mts', '<number>x;'],
    ['a.cts', '<number>x;'],
    ['a.tsx', 'const a = <b />;'],
    ['a.jsx', 'const a = <b />;'],
    ['a.js', 'const a = <b />;'],
    ['a.mjs', 'const a = <b />;'],
    ['a.cjs', 'const a = <b />;'],
    ['A.TSX', 'const a = <b />;'],
    ['no-extension', '<number>x;'],
  ])('takes the kind of %s from its extension', (file, text) => {
    expect(syntaxProblems(parseSource(file, text))).toEqual([]);
  });

  it.each([
    ['a.tsx', '<number>x;'],
    ['a.ts', 'const a = <b />;'],
  ])('does not mix up the kinds: %s with %s', (file, text) => {
    expect(syntaxProblems(parseSource(file, text))).not.toEqual([]);
  });

  it('gives a tree for half-typed code and names the first place that breaks', () => {
    const source = parseSource('a.ts', 'const a = 1;\nconst b = ;\nfoo();');
    expect(source.statements.map((statement) => ts.SyntaxKind[statement.kind])).toHaveLength(3);
    expect(syntaxProblems(source)).toEqual([{ message: 'Expression expected.', offset: 23 }]);
  });
});

describe('places', () => {
  const source = parseSource('a.ts', 'a;\r\n  bcd;\n');

  it('count from 1', () => {
    expect(positionAt(source, 0)).toEqual({ line: 1, column: 1 });
    expect(rangeBetween(source, 6, 9)).toEqual({ startLine: 2, startColumn: 3, endLine: 2, endColumn: 6 });
  });

  it('beyond the end are the end', () => {
    expect(positionAt(source, 1000)).toEqual({ line: 3, column: 1 });
  });
});
