import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "import { readFileSync } from 'node:fs';\nconst seen = new Map();\nfor (const name of names) seen.set(name, readFileSync('names.txt', 'utf8').indexOf(name));",
    "import { readFileSync } from 'node:fs';\nfor (const order of orders) {\n  const rates = JSON.parse(readFileSync('rates.json', 'utf8'));\n  total += order.sum * rates[order.currency];\n}",
    "// pages.js\nconst fs = require('fs');\nconst path = require('path');\nmodule.exports = (pages) => pages.map((page) => fs.readFileSync(path.join(__dirname, 'page.html'), 'utf8').replace('{title}', page.title));",
    "import { readFile } from 'node:fs/promises';\nexport async function check(names: string[]) { const bad = []; for (const name of names) { const words = await readFile('words.txt', 'utf8'); if (words.includes(name)) bad.push(name); } return bad; }",
    "import fs from 'fs';\nexport function translate(phrases: string[], locale: string) { const out: string[] = []; phrases.forEach((phrase) => { const texts = JSON.parse(fs.readFileSync(`locales/${locale}.json`, 'utf8')); out.push(texts[phrase]); }); return out; }",
    "import fs from 'fs';\nfunction schemaOf(name) { const all = JSON.parse(fs.readFileSync('schemas.json', 'utf8')); return all[name]; }\nexport const valid = (items) => items.filter((item) => matches(item, schemaOf(item.kind)));",
    "import os from 'node:os';\nexport const shares = (loads: number[]) => loads.map((load) => load / os.cpus().length);",
    "import { cpus } from 'os';\nfor (let at = 0; at < jobs.length; at += 1) jobs[at].slot = at % cpus().length;",
    "import { promises as fs } from 'fs';\nasync function owners(list) { for (const item of list) item.owner = ownerIn(await fs.readFile('.github/CODEOWNERS', 'utf8'), item); }",
    "import * as fs from 'node:fs';\nfor (const key in table) table[key].notice = fs.readFileSync('NOTICE', { encoding: 'utf8' });",
  ],
  silent: [
    "import { readFileSync } from 'node:fs';\nfor (const locale of locales) texts[locale] = translate(readFileSync('texts.json', 'utf8'), locale);",
    "import { readFileSync } from 'node:fs';\nfor (const step of steps) { bumpVersion(step); versions.push(readFileSync('package.json', 'utf8')); }",
    "import { readFileSync } from 'node:fs';\nfor (const file of files) use(readFileSync(file, 'utf8'));",
    "import { readFileSync } from 'node:fs';\nconst rates = JSON.parse(readFileSync('rates.json', 'utf8'));\nfor (const order of orders) use(rates, order);",
    "import { readFileSync, writeFileSync } from 'node:fs';\nfor (const line of lines) { const text = readFileSync('out.txt', 'utf8'); writeFileSync('out.txt', text + line); }",
    "import { readFileSync } from 'node:fs';\nwhile (!readFileSync('state', 'utf8').includes('ready')) tick();",
    "import { readFile } from 'node:fs/promises';\nfor (const step of steps) { await build(step); const stats = await readFile('stats.json', 'utf8'); log(stats); }",
    "import { readFileSync } from 'node:fs';\nlet notice;\nfor (const file of files) { if (file.needsNotice) { notice ??= readFileSync('NOTICE', 'utf8'); } }",
    "import { readFileSync } from 'node:fs';\nlet cached;\nfunction rates() { if (cached) return cached; cached = JSON.parse(readFileSync('rates.json', 'utf8')); return cached; }\nfor (const order of orders) use(order, rates());",
    "import { readFileSync } from 'node:fs';\nconst template = () => readFileSync('template.html', 'utf8');\nexport const page = (title) => template().replace('{title}', title);",
    "import { readFileSync } from 'node:fs';\nfor (const size of [1, 2, 4]) use(size, readFileSync('a.txt'));",
    "import { readFileSync } from './fake';\nfor (const order of orders) use(order, readFileSync('rates.json'));",
    "import os from 'node:os';\nfor (const at of times) samples.push(os.cpus().map(({ times }) => times.idle));",
    "import { readFileSync } from 'node:fs';\nfor (const name of names) if (name === wanted) return_(readFileSync('a.txt'));",
    "import { readFileSync } from 'node:fs';\nimport { execSync } from 'node:child_process';\nfor (const tool of tools) { execSync(tool); results.push(readFileSync('report.json', 'utf8')); }",
    "import { readFileSync } from 'node:fs';\nfor (;;) { if (readFileSync('lock').length === 0) break; }",
  ],
  fixed: [
    [
      "import { readFileSync } from 'node:fs';\nfor (const order of orders) {\n  const rates = JSON.parse(readFileSync('rates.json', 'utf8'));\n  use(order, rates);\n}\n",
      "import { readFileSync } from 'node:fs';\nconst rates = JSON.parse(readFileSync('rates.json', 'utf8'));\nfor (const order of orders) {\n  use(order, rates);\n}\n",
    ],
    [
      "import os from 'node:os';\nfor (const job of jobs) job.share = job.load / os.cpus().length;\n",
      "import os from 'node:os';\nconst cores = os.cpus().length;\nfor (const job of jobs) job.share = job.load / cores;\n",
    ],
  ],
};
