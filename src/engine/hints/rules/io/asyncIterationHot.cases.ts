import type { RuleCases } from '../../cases.fixture.ts';

const PAGES =
  'async function* rows(query) { let next = query; while (next) { const page = await fetchPage(next); for (const row of page.rows) yield row; next = page.next; } }\n';

export const cases: RuleCases = {
  hits: [
    "import { createInterface } from 'node:readline';\nimport { createReadStream } from 'node:fs';\nexport async function errors(file: string) { let count = 0; const lines = createInterface({ input: createReadStream(file) }); for await (const line of lines) { if (line.includes('error')) count += 1; } return count; }",
    "// stats.js\nconst readline = require('readline');\nmodule.exports = async (input) => {\n  const rl = readline.createInterface({ input, crlfDelay: Infinity });\n  const words = new Map();\n  for await (const line of rl) for (const word of line.split(' ')) words.set(word, (words.get(word) ?? 0) + 1);\n  return words;\n};",
    "import * as readline from 'node:readline/promises';\nfor await (const line of readline.createInterface({ input: process.stdin })) list.push(line);",
    "import { open } from 'node:fs/promises';\nconst file = await open('access.log');\nfor await (const line of file.readLines()) count(line);",
    `${PAGES}export async function sum(query) { let sum = 0; for await (const row of rows(query)) sum += row.total; return sum; }`,
    `${PAGES}export const names = async (query) => { const names = []; for await (const { name } of rows(query)) { if (!name) continue; names.push(name); } return names; };`,
    'const parts = async function* (streams) { for (const stream of streams) { const all = await stream.readAll(); for (const part of all) { yield decode(part); } } };\nasync function f(streams) { for await (const part of parts(streams)) show(part); }',
    "import readline from 'readline';\nimport fs from 'fs';\nasync function load(file) { const table = {}; const input = fs.createReadStream(file); for await (const line of readline.createInterface({ input })) { const [key, value] = line.split('='); table[key] = value; } return table; }",
  ],
  silent: [
    "import { createInterface } from 'node:readline';\nfor await (const line of createInterface({ input })) await insert(line);",
    "import { createInterface } from 'node:readline';\nasync function first(input) { for await (const line of createInterface({ input })) return line; }",
    "import { createInterface } from 'node:readline';\nfor await (const line of createInterface({ input })) { if (line === 'end') break; use(line); }",
    "import { createInterface } from './terminal';\nfor await (const line of createInterface({ input })) use(line);",
    'for await (const chunk of stream) size += chunk.length;',
    'for (const line of lines) use(line);',
    'async function* ticks() { while (true) { await delay(1000); yield Date.now(); } }\nasync function f() { for await (const tick of ticks()) show(tick); }',
    'async function* users(ids) { for (const id of ids) yield await load(id); }\nasync function f(ids) { for await (const user of users(ids)) show(user); }',
    'async function* all(streams) { for (const stream of streams) yield* stream; }\nasync function f(streams) { for await (const part of all(streams)) show(part); }',
    "import { createInterface } from 'node:readline';\nasync function* tokens(input) { for await (const line of createInterface({ input })) yield line.trim(); }",
    `${PAGES}async function f(query) { for await (const row of rows(query)) { if (row.id === 7) return row; } }`,
    `${PAGES}async function f(query) { for await (const row of rows(query)) await save(row); }`,
    "import { createInterface } from 'node:readline';\nfor await (const line of createInterface({ input })) { if (!line) throw new Error('empty'); use(line); }",
  ],
};
