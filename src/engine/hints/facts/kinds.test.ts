import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { kindsOf } from './kinds.ts';
import { namesOf } from './names.ts';

/** The kind of the last expression of a text. */
function kindOfLast(text: string, file: string) {
  const source = parseSource(file, text, true);
  const last = source.statements.at(-1)!;
  if (!ts.isExpressionStatement(last)) throw new Error('the text does not end with an expression');
  const kinds = kindsOf(namesOf(source));
  return { kind: kinds.kindOf(last.expression), elements: kinds.elementKindOf(last.expression) };
}

describe('kindsOf', () => {
  it.each([
    ['`a${b}`', 'string'],
    ['const a = [1]; a', 'array'],
    ['const a = [1]; a.map(f)', 'array'],
    ['a.map(f)', 'unknown'],
    ['a.concat(b)', 'unknown'],
    ['const a = ""; a.concat(b)', 'string'],
    ['new Set()', 'set'],
    ['class Map {} new Map()', 'object'],
    ['import { Map } from "immutable"; new Map()', 'map'],
    ['function f(a: string[] | null) { return a; } f', 'function'],
    ['let a: string[] | undefined; a', 'array'],
    ['let a: readonly string[]; a', 'array'],
    ['let a: ReadonlyArray<string>; a', 'array'],
    ['let a: T; a', 'unknown'],
    ['let a: string | string[]; a', 'unknown'],
    ['let a: "x" | "y"; a', 'string'],
    ['let a = ""; a += 1; a', 'string'],
    ['let a = 0; a += b; a', 'unknown'],
    ['let a = 0; a++; a -= b; a', 'number'],
    ['let a = 0; a = b; a', 'unknown'],
    ['let a; a = ""; a = x.trim(); a', 'string'],
    ['let a; a = a; a', 'unknown'],
    ['Object.keys(o)', 'array'],
    ['const Object = x; Object.keys(o)', 'unknown'],
    ['x as string', 'string'],
    ['x as const', 'unknown'],
    ['[1] as const', 'array'],
    ['x!', 'unknown'],
    ['(x as string)!', 'string'],
    ['a === b', 'boolean'],
    ['!a', 'boolean'],
    ['a + ""', 'string'],
    ['a + b', 'unknown'],
    ['a - 1', 'number'],
    ['a ? [] : [1]', 'array'],
    ['a ? [] : ""', 'unknown'],
    ['a ?? ""', 'unknown'],
    ['async function f() {} f()', 'promise'],
    ['const f = (): string[] => g(); f()', 'array'],
    ['const f = () => []; f()', 'array'],
    ['let f = () => []; f()', 'unknown'],
    ['x.split(",")', 'array'],
    ['/a/.test(x)', 'boolean'],
    ['x.test(y)', 'unknown'],
    ['const o = {}; o.split()', 'unknown'],
    ['JSON.parse(x)', 'unknown'],
    ['x.toLowerCase()', 'string'],
    ['new Float64Array(3)', 'typedArray'],
    ['Buffer.from(x)', 'buffer'],
    ['x.length', 'number'],
    ['x[0]', 'unknown'],
  ])('of %s is %s', (text, kind) => {
    expect(kindOfLast(text, 'a.ts').kind).toBe(kind);
  });

  it.each([
    ['/** @type {string[]} */ let a; a', 'array', 'string'],
    ['const a = ["x", "y"]; a', 'array', 'string'],
    ['const a = ["x", 1]; a', 'array', 'unknown'],
    ['const a = []; a', 'array', 'unknown'],
    ['x.split(",").filter(Boolean)', 'array', 'string'],
    ['Object.keys(o)', 'array', 'string'],
  ])('in comments, and of elements: %s', (text, kind, elements) => {
    expect(kindOfLast(text, 'a.js')).toEqual({ kind, elements });
  });

  it.each([
    ['function f(a: string) { a; }', 'string'],
    ['function f(...a) { a; }', 'array'],
    ['function f(a = []) { a; }', 'array'],
    ['function f(a = []) { a = x; a; }', 'unknown'],
    ['/** @param {Set<string>} a */ function f(a) { a; }', 'set'],
    ['for (const a of x.split(",")) { a; }', 'string'],
    ['for (const a in x) { a; }', 'string'],
    ['x.split(",").map((a) => { a; })', 'string'],
    ['x.split(",").reduce((a) => { a; })', 'unknown'],
    ['x.split(",").sort((b, a) => { a; })', 'string'],
    ['const { a } = x; a;', 'unknown'],
    ['try {} catch (a) { a; }', 'unknown'],
    ['class C { constructor(readonly a: Map<string, number>) { a; } }', 'map'],
  ])('of a name within: %s', (text, kind) => {
    const source = parseSource('a.js'.replace('js', text.includes(':') && !text.includes('@') ? 'ts' : 'js'), text, true);
    const kinds = kindsOf(namesOf(source));
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isExpressionStatement(node) && ts.isIdentifier(node.expression)) found.push(kinds.kindOf(node.expression));
      ts.forEachChild(node, visit);
    };
    visit(source);
    expect(found).toEqual([kind]);
  });
});
