import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { applyEdits } from '../edits.ts';
import { freshName, insertedAfter, insertedBefore, placeOf, removed, withoutLoss } from './places.ts';

/** A text, and the first node with a name. */
function marked(text: string, name = 'HERE') {
  const source = parseSource('a.ts', text, true);
  let mark: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (!mark && ts.isIdentifier(node) && node.text === name) mark = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { source, mark: mark! };
}

describe('placeOf', () => {
  it.each([
    ['a(); b(HERE);', 'b(HERE);'],
    ['function f() { return HERE; }', 'return HERE;'],
    ['const f = () => HERE;', null],
    ['if (a) b(HERE);', null],
    ['if (a) { b(HERE); }', 'b(HERE);'],
    ['out: for (const x of HERE) {}', 'out: for (const x of HERE) {}'],
    ['class A { a = HERE; }', null],
    ['switch (a) { case 1: b(HERE); }', null],
  ])('of %s is %s', (text, place) => {
    const { source, mark } = marked(text);
    expect(placeOf(mark)?.getText(source) ?? null).toBe(place);
  });
});

describe('edits beside statements', () => {
  it.each([
    ['{\n  HERE;\n}', '{\n  x;\n  HERE;\n}', '{\n  HERE;\n  x;\n}'],
    ['{\r\n\tHERE;\r\n}', '{\r\n\tx;\r\n\tHERE;\r\n}', '{\r\n\tHERE;\r\n\tx;\r\n}'],
    ['{ a; HERE; }', '{ a; x; HERE; }', '{ a; HERE; x; }'],
    ['HERE;', 'x;\nHERE;', 'HERE;\nx;'],
    ['// first\nHERE;', '// first\nx;\nHERE;', '// first\nHERE;\nx;'],
  ])('of %s', (text, before, after) => {
    const { source, mark } = marked(text);
    const statement = mark.parent as ts.Statement;
    expect(applyEdits(text, [[insertedBefore(statement, 'x;', source)]])).toBe(before);
    expect(applyEdits(text, [[insertedAfter(statement, 'x;', source)]])).toBe(after);
  });

  it.each([
    ['{\n  a;\n  HERE;\n}', '{\n  a;\n}'],
    ['{\n  HERE;\n  a;\n}', '{\n  a;\n}'],
    ['{ a; HERE; }', '{ a; }'],
    ['{ HERE; a; }', '{ a; }'],
    ['{\n  // why\n  HERE; a;\n}', '{\n  // why\n  a;\n}'],
    ['{\n  HERE; // why\n}', '{\n  // why\n}'],
  ])('take away from %s', (text, left) => {
    const { source, mark } = marked(text);
    expect(applyEdits(text, [[removed(mark.parent as ts.Statement, source)]])).toBe(left);
  });

  it('are given up where a comment would be lost', () => {
    const { source } = marked('a /* why */ + HERE');
    expect(withoutLoss([{ start: 0, end: 2, text: '' }], source)).toHaveLength(1);
    expect(withoutLoss([{ start: 0, end: 14, text: '' }], source)).toBeNull();
  });
});

it('finds a name that the file has not', () => {
  const { source } = marked('const ids = HERE; const idsSet = 1, idsSet2 = 2;');
  expect(freshName('all', source)).toBe('all');
  expect(freshName('idsSet', source)).toBe('idsSet3');
});
