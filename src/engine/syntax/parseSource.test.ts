import { describe, expect, it } from 'vitest';
import { parseSource, positionAt, rangeBetween, syntaxProblems, ts } from './index.ts';

describe('parseSource', () => {
  it.each([
    ['a.ts', '<number>x;', 0],
    ['a.mts', '<number>x;', 0],
    ['a.cts', '<number>x;', 0],
    ['a.tsx', 'const a = <b />;', 0],
    ['a.jsx', 'const a = <b />;', 0],
    ['a.js', 'const a = <b />;', 0],
    ['a.mjs', 'const a = <b />;', 0],
    ['a.cjs', 'const a = <b />;', 0],
    ['A.TSX', 'const a = <b />;', 0],
    ['no-extension', '<number>x;', 0],
    ['a.tsx', '<number>x;', 1],
  ])('takes the kind of %s from its extension', (file, text, least) => {
    const problems = syntaxProblems(parseSource(file, text));
    if (least === 0) expect(problems).toEqual([]);
    else expect(problems.length).toBeGreaterThanOrEqual(least);
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
