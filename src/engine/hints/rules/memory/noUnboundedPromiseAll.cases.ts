import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "import { readdir, readFile } from 'node:fs/promises';\nconst load = async (file: string) => JSON.parse(await readFile(file, 'utf8'));\nexport const all = async (folder: string) => Promise.all((await readdir(folder)).map(load));",
    "import { glob } from 'glob';\nasync function ping(url) { const answer = await fetch(url); return answer.ok; }\nexport async function check() { const files = await glob('links/*.url'); return Promise.all(files.map(async (file) => ({ file, isUp: await ping(file) }))); }",
    "import { readdir, readFile } from 'node:fs/promises';\nexport async function load(folder: string) {\n  const files = await readdir(folder);\n  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8'))));\n}",
    "import fs from 'fs';\nasync function sizes(folder) { const entries = await fs.promises.readdir(folder, { recursive: true }); const all = await Promise.all(entries.filter((name) => name.endsWith('.md')).map((name) => fs.promises.readFile(name))); return all.map((each) => each.length); }",
    "import glob from 'fast-glob';\nimport { promises as fs } from 'node:fs';\nexport const copyAll = async (to) => { await Promise.all((await glob('**/*.png')).map((file) => fs.copyFile(file, to + file))); };",
    "// crawl.js\nconst { readFileSync } = require('fs');\nmodule.exports = async () => {\n  const urls = readFileSync('urls.txt', 'utf8').split('\\n');\n  const results = await Promise.allSettled(urls.map((url) => fetch(url)));\n  return results.filter((each) => each.status === 'fulfilled');\n};",
    'async function notify() { const users = await prisma.user.findMany({ where: { isActive: true } }); await Promise.all(users.map(async (user) => { await fetch(user.webhook, { method: "POST" }); })); }',
    "import { globby } from 'globby';\nimport { execa } from 'execa';\nconst files = await globby('assets/*.svg');\nawait Promise.all(files.map((file) => execa('svgo', [file])));",
    "import { promisify } from 'node:util';\nimport { execFile } from 'node:child_process';\nimport { readdirSync } from 'node:fs';\nconst run = promisify(execFile);\nexport const thumbs = async (folder: string) => { const jobs = readdirSync(folder).map(async (name) => { await run('convert', [name, '-resize', '100']); }); await Promise.all(jobs); };",
    "import axios from 'axios';\nexport async function prices(db) { const rows = await db.query('select sku from products'); return Promise.all(rows.map(async ({ sku }) => (await axios.get(`/prices/${sku}`)).data)); }",
    "import { glob, readFile, writeFile } from 'node:fs/promises';\nimport { globSync } from 'glob';\nexport async function stamp(date: Date) { await Promise.all(globSync('out/**/*.html').map(async (file) => { const text = await readFile(file, 'utf8'); await writeFile(file, text.replace('{date}', String(date))); })); }",
  ],
  silent: [
    "import { readdir, readFile } from 'node:fs/promises';\nasync function load(file) { await slots.acquire(); return readFile(file); }\nexport const all = async (folder) => Promise.all((await readdir(folder)).map(load));",
    'async function notify(ids) { const users = await prisma.user.findMany({ where: { id: { in: ids } } }); await Promise.all(users.map((user) => fetch(user.webhook))); }',
    "import { readFile } from 'node:fs/promises';\nconst [a, b] = await Promise.all(['a.txt', 'b.txt'].map((file) => readFile(file)));",
    "import { readFile } from 'node:fs/promises';\nexport const load = (files: string[]) => Promise.all(files.map((file) => readFile(file)));",
    "import { readdir, stat } from 'node:fs/promises';\nconst files = await readdir('.');\nconst all = await Promise.all(files.map((file) => stat(file)));",
    "import { readdir, readFile } from 'node:fs/promises';\nimport pLimit from 'p-limit';\nconst limit = pLimit(8);\nconst files = await readdir('.');\nawait Promise.all(files.map((file) => limit(() => readFile(file))));",
    "import { readdir, readFile } from 'node:fs/promises';\nconst files = await readdir('.');\nawait Promise.all(files.slice(0, 10).map((file) => readFile(file)));",
    "import { readdir } from 'node:fs/promises';\nconst files = await readdir('.');\nconst parsed = await Promise.all(files.map(async (file) => parse(file)));",
    "import { readdir, readFile } from 'node:fs/promises';\nconst files = await readdir('.');\nfor (const chunk of chunks(files, 10)) await Promise.all(chunk.map((file) => readFile(file)));",
    'async function notify() { const users = await prisma.user.findMany({ take: 20 }); await Promise.all(users.map((user) => fetch(user.webhook))); }',
    "async function notify(db) { const rows = await db.query('select url from hooks limit 10'); await Promise.all(rows.map(({ url }) => fetch(url))); }",
    "import { readdir, readFile } from 'node:fs/promises';\nconst lock = new Semaphore(4);\nconst files = await readdir('.');\nawait Promise.all(files.map(async (file) => { await lock.acquire(); try { return await readFile(file); } finally { lock.release(); } }));",
    "import pMap from 'p-map';\nimport { readdir, readFile } from 'node:fs/promises';\nconst files = await readdir('.');\nawait pMap(files, (file) => readFile(file), { concurrency: 8 });",
    "import { readdirSync, readFileSync } from 'node:fs';\nconst texts = readdirSync('.').map((file) => readFileSync(file, 'utf8'));",
    "const words = 'a,b,c'.split(',');\nawait Promise.all(words.map((word) => fetch(`/words/${word}`)));",
  ],
};
