import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'interface User { id: number; name: string; isOpen: boolean } function draftOf(user: User): User { return JSON.parse(JSON.stringify(user)); }',
    'export type Point = { readonly x: number; readonly y: number }; const copy = (point: Point) => JSON.parse(JSON.stringify(point)) as Point;',
    'function copy(names: string[]): string[] { return JSON.parse(JSON.stringify(names)); }',
    'type Row = { id: string; price: number | null }; export const copies = (rows: readonly Row[]): Row[] => JSON.parse(JSON.stringify(rows));',
    "const defaults = { size: 10, color: 'red', isOpen: false }; export const make = () => JSON.parse(JSON.stringify(defaults));",
    '// lib/a.js\nconst words = text.split(" ");\nmodule.exports = () => JSON.parse(JSON.stringify(words));',
    "enum Kind { A, B } type Size = 'small' | 'large'; interface Box { kind: Kind; size: Size; label?: string } class Store { put(box: Box) { this.boxes.push(JSON.parse(JSON.stringify(box))); } }",
    'function counts(all: Record<string, number>) { const own = JSON.parse(JSON.stringify(all)); own.x = 1; return own; }',
    'interface Row { a: number } function copy(row: Readonly<Row> & { b: string }) { return JSON.parse(JSON.stringify(row)); }',
  ],
  silent: [
    'const copy = JSON.parse(JSON.stringify(state));',
    'interface User { id: number; tags: string[] } const copy = (user: User) => JSON.parse(JSON.stringify(user));',
    'interface User { id: number; born: Date } const copy = (user: User) => JSON.parse(JSON.stringify(user));',
    'import type { User } from "./user"; const copy = (user: User) => JSON.parse(JSON.stringify(user));',
    'interface User extends Base { id: number } const copy = (user: User) => JSON.parse(JSON.stringify(user));',
    'class User { id = 1; toJSON() { return 1; } } const copy = (user: User) => JSON.parse(JSON.stringify(user));',
    'type Box<T> = { value: T }; const copy = (box: Box<string>) => JSON.parse(JSON.stringify(box));',
    'const user = { name: "a" }; user.parts = []; const copy = JSON.parse(JSON.stringify(user));',
    'function copy(names: string[]) { return JSON.parse(JSON.stringify(names, null, 2)); }',
    'function read(text: string): number[] { return JSON.parse(text); }',
    'function copy(rows: unknown[]) { return JSON.parse(JSON.stringify(rows)); }',
    'const copy = (user: User) => structuredClone(user);',
    'interface Tree { name: string; parent: Tree } const copy = (tree: Tree) => JSON.parse(JSON.stringify(tree));',
    'interface Row { id: bigint } const copy = (row: Row) => JSON.parse(JSON.stringify(row));',
  ],
  fixed: [
    [
      'interface A { b: number } function f(a: A): A { return JSON.parse(JSON.stringify(a)); }',
      'interface A { b: number } function f(a: A): A { return { ...a }; }',
    ],
    [
      'interface A { b: number } const f = (a: A) => JSON.parse(JSON.stringify(a));',
      'interface A { b: number } const f = (a: A) => ({ ...a });',
    ],
    [
      'interface A { b: number } const f = (a: A) => JSON.parse(JSON.stringify(a)) as A;',
      'interface A { b: number } const f = (a: A) => ({ ...a }) as A;',
    ],
    ['function f(a: string[]) { return JSON.parse(JSON.stringify(a)); }', 'function f(a: string[]) { return [...a]; }'],
    [
      'interface A { b: number } const f = (a: A[]) => JSON.parse(JSON.stringify(a));',
      'interface A { b: number } const f = (a: A[]) => a.map((each) => ({ ...each }));',
    ],
    [
      'interface A { b: number } const f = (a?: A) => JSON.parse(JSON.stringify(a));',
      'interface A { b: number } const f = (a?: A) => JSON.parse(JSON.stringify(a));',
    ],
    [
      'interface A { b: number } const f = (a: A) => JSON.parse(/* deep */ JSON.stringify(a));',
      'interface A { b: number } const f = (a: A) => JSON.parse(/* deep */ JSON.stringify(a));',
    ],
  ],
};
