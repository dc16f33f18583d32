import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function* nodesOf(tree: Tree): Generator<Tree> { yield tree; for (const part of tree.parts) yield* nodesOf(part); }',
    'class Node { *walk() { yield this; for (const part of this.parts) yield* part.walk(); } }',
    'const leaves = function* (tree) { if (!tree.left) yield tree; else { yield* leaves(tree.left); yield* leaves(tree.right); } };',
    'function* even(numbers) { for (const number of numbers) if (number % 2 === 0) yield number; } let sum = 0; for (const number of even(all)) sum += number;',
    '// lib/lines.js\nfunction* lines(text) {\n  let start = 0;\n  for (let end = text.indexOf("\\n"); end >= 0; end = text.indexOf("\\n", start)) {\n    yield text.slice(start, end);\n    start = end + 1;\n  }\n}\nexports.count = (text) => {\n  let count = 0;\n  for (const line of lines(text)) if (line !== "") count += 1;\n  return count;\n};',
    'function* each(list) { yield list.value; if (list.next) yield* each(list.next); }',
    'const prices = rows.flatMap((row) => (row.isOpen ? [row.price] : []));',
    'const names = users.flatMap((user) => { return user.name === null ? [] : [user.name]; });',
    'function open(rows: Row[]) { return rows.values().filter((row) => row.isOpen).map((row) => row.id).toArray(); }',
    'const list: number[] = []; const sum = list.values().map((each) => each * 2).reduce((a, b) => a + b, 0);',
  ],
  silent: [
    'function* ids() { let id = 0; while (true) { yield id; id += 1; } } for (const id of ids()) use(id);',
    'function* even(numbers) { for (const number of numbers) if (number % 2 === 0) yield number; } for (const number of even(all)) if (number > 9) break;',
    'function* rowsOf(file) { for (const line of file) yield parse(line); } async function run() { for (const row of rowsOf(file)) await send(row); }',
    'async function* pages() { for (const url of urls) yield await load(url); } async function run() { for await (const page of pages()) use(page); }',
    'import { walk } from "./walk"; for (const node of walk(tree)) use(node);',
    'function* both(a, b) { yield* a; yield* b; }',
    'function* both() { yield 1; yield 2; } for (const each of both()) use(each);',
    'const words = lines.flatMap((line) => line.split(" "));',
    'const all = rows.flatMap((row) => (row.isPair ? [row.a, row.b] : []));',
    'const all = rows.flatMap((row) => (row.isOpen ? row.parts : []));',
    'const ids = byId.values().map((row) => row.id).toArray();',
    'function first(rows: Row[]) { return rows.values().filter((row) => row.isOpen).take(3).toArray(); }',
    'function find(rows: Row[]) { return rows.values().map((row) => row.id).find((id) => id > 3); }',
    'class Lexer { *next() { switch (this.sign()) { case "!": yield this.tag(); return yield* this.next(); default: yield this.end(); } } }',
    'async function* walk(folder) { for (const each of await list(folder)) yield* walk(each); }',
  ],
};
