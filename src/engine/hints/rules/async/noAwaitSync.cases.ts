import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const priceOf = (row: Row): number => row.count * row.price;\nexport async function total(rows: Row[]) { let sum = 0; for (const row of rows) sum += await priceOf(row); return sum; }',
    "import fs from 'node:fs';\nexport async function config() { const text = await fs.readFileSync('config.json', 'utf8'); return text.length; }",
    'async function parse(text: string) { const data = await JSON.parse(text); return data.rows; }',
    'export async function load(names: string[]) { for await (const name of names) { visit(name); } }',
    'async function show(user) { const label = await `${user.first} ${user.last}`.trim(); return label; }',
    'const labels = await Promise.all(rows.map(async (row) => `${row.id}: ${row.name}`));',
    'export const views = (users) => Promise.all(users.map(async (user) => ({ id: user.id, name: user.name })));',
    'class Index { size: number = 0; async grow(by: number) { this.size = (await this.size) + by; } }',
    "// keys.js\nfunction keyOf(item) { return item.kind + ':' + item.id; }\nmodule.exports = async (items) => { const keys = new Set(); for (const item of items) keys.add(await keyOf(item)); return keys; };",
    'async function flags(list: Item[]) { return await Promise.all(list.map(async (item) => { const isOld = item.age > 9; return isOld; })); }',
  ],
  silent: [
    'async function f() { await null; work(); }',
    'async function f(load) { return await load(); }',
    'async function f(value) { return await value; }',
    'async function f(value: Promise<string>) { return (await value).trim(); }',
    'async function f(value: string | Promise<string>) { return await value; }',
    'async function f(page) { return await page.toString(); }',
    'async function f(locator) { return await locator.includes("a"); }',
    'async function f(stream) { for await (const chunk of stream) use(chunk); }',
    'async function f(ids: string[]) { for await (const page of ids.map((id) => load(id))) use(page); }',
    'async function f(jobs: Promise<number>[]) { for await (const job of jobs) use(job); }',
    'const all = await Promise.all(rows.map(async (row) => load(row)));',
    'const all = await Promise.all(rows.map(async (row) => { await save(row); return `${row.id}`; }));',
    'const all = await Promise.all(rows.map(async (row) => row.job));',
    'async function f(list) { const jobs = list.map(async (each) => load(each)); await jobs; }',
    'async function textOf(id: string): Promise<string> { return id; }\nasync function f() { return (await textOf("a")).trim(); }',
    "import { readFile } from 'node:fs/promises';\nconst text = await readFile('a.txt', 'utf8');",
    'const wait = async () => "a"; async function f() { return await wait(); }',
  ],
  fixed: [
    [
      'async function f(names: string[]) {\n  for await (const name of names) visit(name);\n}',
      'async function f(names: string[]) {\n  for (const name of names) visit(name);\n}',
    ],
    ['const labels = await Promise.all(rows.map(async (row) => `${row.id}`));', 'const labels = rows.map((row) => `${row.id}`);'],
    [
      'async function f(text: string) {\n  const data = await JSON.parse(text);\n}',
      'async function f(text: string) {\n  const data = JSON.parse(text);\n}',
    ],
  ],
};
