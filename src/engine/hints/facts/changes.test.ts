import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { givesAway, mayChangeDuring } from './changes.ts';
import { namesOf } from './names.ts';

describe('mayChangeDuring', () => {
  it.each([
    ['const a = []; a.push(1); for (;;) { a.has(1); }', false],
    ['const a = []; for (;;) { a.push(1); }', true],
    ['const a = []; const add = () => a.push(1); for (;;) { add(); }', true],
    ['const a = []; const show = () => a.length; for (;;) { show(); }', false],
    ['const a = []; const get = () => a; for (;;) { get(); }', true],
    ['const a = []; a.sort(); function f() { for (;;) { a.has(1); } }', false],
    ['const a = []; function f() { a.push(1); for (;;) { a.has(1); } }', false],
    ['let a = []; function reset() { a = []; } for (;;) { a.has(1); }', true],
  ])('in %s is %s', (text, expected) => {
    const source = parseSource('a.ts', text, true);
    const names = namesOf(source);
    let loop: ts.Node | undefined;
    const visit = (node: ts.Node): void => {
      if (ts.isForStatement(node)) loop = node;
      ts.forEachChild(node, visit);
    };
    visit(source);
    expect(mayChangeDuring(names.fileScope.variables.get('a')!, loop!, names)).toBe(expected);
  });
});

describe('givesAway', () => {
  it.each([
    ['f(a);', true],
    ['b = a;', true],
    ['b.push(a);', true],
    ['({ a });', true],
    ['later(() => a);', true],
    ['a.push(1); a[0] = 1; f(a[0]); f(a.length);', false],
    ['[...a]; a = []; `${a}`;', false],
    ['() => { return a; }', false],
  ])('of %s is %s', (text, expected) => {
    const source = parseSource('a.ts', `let a = []; ${text}`, true);
    const names = namesOf(source);
    const { references } = names.fileScope.variables.get('a')!;
    expect(references.some(({ identifier }) => givesAway(identifier, names))).toBe(expected);
  });
});
