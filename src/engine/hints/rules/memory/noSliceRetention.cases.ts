import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "import { readFile } from 'node:fs/promises';\nconst heads = new Map<string, Buffer>();\nexport async function read(file: string) { const data = await readFile(file); heads.set(file, data.subarray(0, 64)); }",
    "// titles.js\nconst fs = require('fs');\nconst titles = {};\nmodule.exports = (file) => {\n  const text = fs.readFileSync(file, 'utf8');\n  titles[file] = text.slice(0, text.indexOf('\\n'));\n};",
    'const summaries: string[] = [];\nexport async function add(url: string) { const response = await fetch(url); const page = await response.text(); summaries.push(page.substring(0, 200)); }',
    "import { readFile } from 'node:fs/promises';\nclass Index { names = new Map(); async load(files: string[]) { for (const file of files) { const text = await readFile(file, 'utf8'); const name = text.slice(text.indexOf('name:') + 5, text.indexOf(';')); this.names.set(file, name); } } }",
    "import fs from 'node:fs';\nclass Image { header: Buffer; constructor(file: string) { const bytes = fs.readFileSync(file); if (bytes.length < 32) throw new Error('short'); this.header = bytes.subarray(8, 32); } }",
    "const keys = new Set();\nasync function key(url) { const res = await fetch(url); const body = await res.text(); if (!body) return; keys.add(body.slice(body.lastIndexOf('=') + 1)); }",
    "import { readFileSync } from 'fs';\nlet banner = '';\nexport function load(file) { const text = readFileSync(file).toString(); banner = text.substring(3, 99); }",
    "import { promises as fs } from 'fs';\nconst magic = {};\nexport const look = async (file) => { const data = await fs.readFile(file); magic[file] = data.slice(0, 16); };",
  ],
  silent: [
    "import { readFile } from 'node:fs/promises';\nexport async function head(file) { const data = await readFile(file); return data.subarray(0, 64); }",
    "import { readFileSync } from 'fs';\nconst ids = [];\nexport function load(file) { const text = readFileSync(file, 'utf8'); ids.push(text.slice(0, 8)); }",
    "import { readFileSync } from 'fs';\nconst parts = [];\nexport function load(file) { const data = readFileSync(file); for (let at = 0; at < data.length; at += 64) parts.push(data.subarray(at, at + 64)); }",
    "import { readFileSync } from 'fs';\nconst heads = new Map(); const bodies = new Map();\nexport function load(file) { const text = readFileSync(file, 'utf8'); heads.set(file, text.slice(0, 100)); bodies.set(file, text.slice(100)); }",
    "import { readFileSync } from 'fs';\nconst all = [];\nexport function load(file) { const text = readFileSync(file, 'utf8'); all.push(text.slice(3, 90)); cache(text); }",
    "import { readFileSync } from 'fs';\nexport function load(files) { const heads = []; for (const file of files) { const text = readFileSync(file, 'utf8'); heads.push(text.slice(0, 90)); } return heads.join(); }",
    'const names = [];\nexport function add(text) { names.push(text.slice(0, 90)); }',
    "import { readFileSync } from 'fs';\nconst heads = new Map();\nexport function load(file) { const data = readFileSync(file); heads.set(file, Buffer.from(data.subarray(0, 64))); }",
    "import { readFileSync } from 'fs';\nconst counts = new Map();\nexport function load(file) { const text = readFileSync(file, 'utf8'); counts.set(file, text.slice(0, 90).length); }",
    "import { readFileSync } from 'fs';\nconst text = readFileSync('a.txt', 'utf8');\nconst heads = [];\nheads.push(text.slice(0, 90));",
    'const rows = [];\nexport async function load(db) { const list = await db.all(); rows.push(list.slice(0, 10)); }',
    "import { readFileSync } from 'fs';\nlet rest;\nexport function load(file) { let text = readFileSync(file, 'utf8'); text = text.trim(); rest = text.slice(20); }",
  ],
  fixed: [
    [
      "import { readFile } from 'node:fs/promises';\nconst heads = new Map();\nasync function read(file) {\n  const data = await readFile(file);\n  heads.set(file, data.subarray(0, 64));\n}",
      "import { readFile } from 'node:fs/promises';\nconst heads = new Map();\nasync function read(file) {\n  const data = await readFile(file);\n  heads.set(file, Buffer.from(data.subarray(0, 64)));\n}",
    ],
  ],
};
