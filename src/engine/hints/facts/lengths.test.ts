import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { isShortList, isShortLoop, mostLength } from './lengths.ts';
import { loopAround } from './loops.ts';
import { namesOf } from './names.ts';

/** The last expression of a text, and the names of it all. */
function lastOf(text: string) {
  const source = parseSource('a.ts', text, true);
  const last = source.statements.at(-1)!;
  if (!ts.isExpressionStatement(last)) throw new Error('the text does not end with an expression');
  return { expression: last.expression, names: namesOf(source) };
}

describe('mostLength', () => {
  it.each([
    ['[1, 2]', 2],
    ['[1, ...[2, 3]]', 3],
    ['[1, ...xs]', null],
    ['const xs = [1, 2]; xs', 2],
    ['var xs = [1, 2]; xs', 2],
    ['let xs = [1, 2]; xs = load(); xs', null],
    ['const xs = [1, 2]; xs.push(3); xs', null],
    ['const xs = [1, 2]; run(xs); xs', 2],
    ['const xs = []; run(xs); xs', null],
    ['const xs = []; xs', 0],
    ['const o = { a: 1, b: 2 }; Object.keys(o)', 2],
    ['const o = { a: 1, ...b }; Object.keys(o)', null],
    ['const o = { a: 1 }; o[k] = 2; Object.keys(o)', null],
    ['Object.freeze(["a"] as const)', 1],
    ['"a b c".split(" ")', 3],
    ['text.split(" ")', null],
    ['[1, 2, 3].map(f).filter(g)', 3],
    ['[1, 2, 3].flatMap(f)', null],
    ['xs.slice(0, 3)', 3],
    ['xs.slice(1)', null],
    ['xs.slice(-3, n)', null],
    ['a ? [1] : [1, 2]', 2],
    ['a ? [1] : xs', null],
    ['new Set(["a", "b"])', 2],
    ['Array.from({ length: 3 })', null],
  ])('of %s is %s', (text, length) => {
    const { expression, names } = lastOf(text);
    expect(mostLength(expression, names)).toBe(length);
  });
});

describe('isShortList', () => {
  it.each([
    ['config.extensions', true],
    ['Object.keys(row.columns)', true],
    ['users', false],
    ['version.split(".")', true],
    ['const all = version.split(":"); all', true],
    ['text.split(" ")', false],
    ['[1, 2, 3]', true],
    ['[1, 2, 3, 4, 5]', false],
  ])('of %s is %s', (text, isShort) => {
    const { expression, names } = lastOf(text);
    expect(isShortList(expression, 4, names)).toBe(isShort);
  });
});

describe('isShortLoop', () => {
  it.each([
    ['for (const x of [1, 2]) HERE;', true],
    ['for (const x of xs) HERE;', false],
    ['for (let i = 0; i < 3; i++) HERE;', true],
    ['for (let i = 0; i < 30; i++) HERE;', false],
    ['for (let i = 0; i < args.length; i++) HERE;', true],
    ['for (let i = 3; i > 0; i--) HERE;', false],
    ['let at = node; while (at) { HERE; at = at.parent; }', true],
    ['let at = node; while (at !== null) { HERE; at = at.next; }', false],
    ['let dir = file; do { HERE; dir = path.dirname(dir); } while (dir !== root);', true],
    ['for (let at = o; at; at = Object.getPrototypeOf(at)) HERE;', true],
    ['rows.map((row) => HERE);', false],
    ['"abc".split("").map((sign) => HERE);', true],
  ])('of %s is %s', (text, isShort) => {
    const source = parseSource('a.ts', text, true);
    let mark: ts.Node | undefined;
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && node.text === 'HERE') mark = node;
      ts.forEachChild(node, visit);
    };
    visit(source);
    expect(isShortLoop(loopAround(mark!)!, 8, namesOf(source))).toBe(isShort);
  });
});
