import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { kindsOf } from './kinds.ts';
import { namesOf } from './names.ts';
import { nodesIn } from './shapes.ts';

/** The kind of the last `this.a` of a text. */
function kindOfMember(text: string) {
  const source = parseSource('a.ts', text, true);
  const members = [...nodesIn(source)].filter(
    (node) => ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword,
  );
  return kindsOf(namesOf(source)).kindOf(members.at(-1) as ts.Expression);
}

describe('fields of a class', () => {
  it.each([
    ['class A { a = new Map(); f() { return this.a; } }', 'map'],
    ['class A { #a: string[] = []; f = () => this.#a; }', 'array'],
    ['class A { constructor(private readonly a: Set<string>) {} get f() { return this.a; } }', 'set'],
    ['class A { a = []; f() { return this.list.map(() => ({ b: this.a })); } }', 'array'],
    ['class A { a = new Map(); f() { this.a = load(); return this.a; } }', 'unknown'],
    ['class A { a: Map<string, B>; f() { this.a = load(); return this.a; } }', 'map'],
    ['class A { a = new Map(); f() { return g(function () { return this.a; }); } }', 'unknown'],
    ['class A { a = new Map(); f() { return { g() { return this.a; } }; } }', 'unknown'],
    ['class A { a = new Map(); static f() { return this.a; } }', 'unknown'],
    ['class A { static a = new Map(); f() { return this.a; } }', 'unknown'],
    ['class A { constructor(a: Set<string>) {} f() { return this.a; } }', 'unknown'],
    ['const f = () => this.a;', 'unknown'],
  ])('knows %s', (text, kind) => {
    expect(kindOfMember(text)).toBe(kind);
  });
});
