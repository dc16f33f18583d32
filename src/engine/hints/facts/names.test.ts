import { describe, expect, it } from 'vitest';
import { parseSource, ts } from '../../syntax/index.ts';
import { namesOf, type Variable } from './names.ts';

/** Names as `name kind: declarations / r w b`, by place: r reads, w writes, b does both. */
function all(text: string, file = 'a.tsx'): string[] {
  const source = parseSource(file, text, true);
  const names = namesOf(source);
  const found = new Set<Variable>();
  const globals: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const variable = names.variableOf(node);
      if (variable) found.add(variable);
      if (names.isGlobal(node)) globals.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const uses = ({ references }: Variable) => references.map(({ reads, writes }) => (reads ? (writes ? 'b' : 'r') : 'w')).join('');
  const lines = Array.from(found, (one) => `${one.name} ${one.kind}: ${one.declarations.length}/${uses(one)}`);
  return globals.length === 0 ? lines : [...lines, `globals: ${globals.join(' ')}`];
}

describe('namesOf', () => {
  it.each<[string, string, string[]]>([
    ['reads and writes', 'let a = 1; a = 2; a += a; a++;', ['a let: 1/wbrb']],
    ['var of a function from within a block', 'function f() { if (1) { var a = 1; } return a; } f();', ['f function: 1/r', 'a var: 1/r']],
    ['blocks', 'const a = 1; { const a = 2; a; } a;', ['a const: 1/r', 'a const: 1/r']],
    ['what is used before it is declared', 'f(); function f() { return later; } const later = 1;', ['f function: 1/r', 'later const: 1/r']],
    ['patterns', 'const { a, b: [c = a], ...d } = x; [c, { d }] = y;', ['a const: 1/r', 'c const: 1/w', 'd const: 1/w', 'globals: x y']],
    [
      'parameters',
      'const f = ({ a }, b = a, ...c) => c + b; f;',
      ['f const: 1/r', 'a parameter: 1/r', 'b parameter: 1/r', 'c parameter: 1/r'],
    ],
    [
      'no properties',
      'const o = { a: 1, b() {}, [k]: 2 }; o.a.b; class C { a = o; } new C();',
      ['o const: 1/rr', 'C class: 1/r', 'globals: k'],
    ],
    ['shorthand', 'const a = 1; f({ a });', ['a const: 1/r', 'globals: f']],
    [
      'loops',
      'for (let i = 0; i < n; i++) { i; } for (const x of xs) x; for (k in o) {}',
      ['i let: 1/rbr', 'x const: 1/r', 'globals: n xs k o'],
    ],
    ['catch', 'try {} catch ({ message }) { message; }', ['message catch: 1/r']],
    [
      'imports',
      "import d, { a as b } from 'm'; import * as ns from 'n'; d(b, ns.x);",
      ['d import: 1/r', 'b import: 1/r', 'ns import: 1/r'],
    ],
    ['exports', "const a = 1; export { a as z }; export { q } from 'm';", ['a const: 1/r']],
    ['no types', 'type T = A; let x: T = y as B<C>; f<D>(x); interface I { p: q }', ['x let: 1/r', 'globals: y f']],
    ['heritage', 'class A {} class B extends A implements C {} new B();', ['A class: 1/r', 'B class: 1/r', 'globals: C']],
    ['labels', 'const out = 1; out: for (;;) { break out; } out;', ['out const: 1/r']],
    [
      'JSX',
      'const Row = 1, div = 2; <div id="x" {...props}><Row div={div} /></div>;',
      ['Row const: 1/r', 'div const: 1/r', 'globals: props'],
    ],
    ['named functions', 'const g = function h() { return h; }; h;', ['g const: 1/', 'h function: 1/r', 'globals: h']],
    ['enums', 'enum E { A, B = A2 } E.A;', ['E enum: 1/r', 'globals: A2']],
    ['half of it', 'const a = 1; const b = ; foo(a.', ['a const: 1/r', 'b const: 1/', 'globals: foo']],
    ['overloads', 'function f(a: X): void; function f(a) { a; } f(1);', ['f function: 2/r', 'a parameter: 1/r']],
  ])('knows %s', (_, text, expected) => {
    expect(all(text)).toEqual(expected);
  });
});
