import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "import fs from 'node:fs';\nexport function save(rows: Row[], file: string) {\n  for (const row of rows) fs.appendFileSync(file, `${row.id},${row.total}\\n`);\n}",
    "import { appendFileSync } from 'fs';\nusers.forEach((user) => { appendFileSync('users.txt', user.name + '\\n'); });",
    "import { appendFile } from 'node:fs/promises';\nasync function save(points, path) { for (const { x, y } of points) { await appendFile(path, `${x} ${y}\\n`); } }",
    "import * as fs from 'fs';\nclass Writer { async all(parts: string[]) { for (let i = 0; i < parts.length; i += 1) { await fs.promises.appendFile(OUT, parts[i]); } } }",
    "const fs = require('fs');\nmodule.exports = function dump(table) { Object.keys(table).forEach(function (key) { fs.appendFileSync('table.csv', key + ',' + table[key] + '\\n', 'utf8'); }); };",
    "import { promises as fs } from 'fs';\nconst OUT = 'words.txt';\nexport const save = async (words) => { for (const word of words) await fs.appendFile(OUT, word); };",
    "import fs from 'fs-extra';\nlet at = 0; while (at < chunks.length) { fs.appendFileSync(target, chunks[at]); at += 1; }",
    "import fs from 'node:fs';\nfunction f(groups, file) { for (const group of groups) { for (const item of group.items) { const line = JSON.stringify(item); fs.appendFileSync(file, line); } } }",
    "import { appendFileSync } from 'node:fs';\nlines.map((line) => appendFileSync(`${folder}/all.txt`, line));",
  ],
  silent: [
    "import fs from 'node:fs'; for (const row of rows) fs.appendFileSync(`${row.day}.csv`, row.text);",
    "import fs from 'node:fs'; for (const row of rows) fs.appendFileSync(fileOf(row), row.text);",
    "import fs from 'node:fs'; function add(line) { fs.appendFileSync('all.txt', line); }",
    "import fs from 'node:fs'; for (const row of rows) fs.appendFileSync('app.log', row.text);",
    "import fs from 'node:fs'; for (const row of rows) fs.appendFileSync(LOG_FILE, row.text);",
    "import fs from 'node:fs'; for (const row of rows) fs.appendFileSync(options.logPath, row.text);",
    "import fs from 'node:fs'; async function f(urls) { for (const url of urls) { const text = await load(url); fs.appendFileSync('all.txt', text); } }",
    "import fs from 'node:fs'; for (const row of rows) { if (!row.ok) fs.appendFileSync('bad.txt', row.text); }",
    "import fs from 'node:fs'; for (const row of rows) { try { save(row); } catch (error) { fs.appendFileSync('bad.txt', error.message); } }",
    "import fs from 'node:fs'; while (true) { fs.appendFileSync('ticks.txt', next()); }",
    "import fs from 'node:fs'; async function f(stream) { for await (const chunk of stream) fs.appendFileSync('all.bin', chunk); }",
    "import fs from 'node:fs'; for (const part of ['a', 'b']) fs.appendFileSync('all.txt', part);",
    "import { appendFileSync } from './memory'; for (const row of rows) appendFileSync('all.txt', row.text);",
    "import fs from 'node:fs'; for (const row of rows) row.onSave = () => fs.appendFileSync('all.txt', row.text);",
    "for (const row of rows) form.appendFile('rows', row.file);",
    "import fs from 'node:fs'; const out = fs.createWriteStream('all.txt'); for (const row of rows) out.write(row.text);",
    'for (const line of lines) console.log(line);',
    "// test/write.test.js\nimport fs from 'node:fs'; for (const row of rows) fs.appendFileSync('all.txt', row.text);",
    "import fs from 'node:fs'; for (const row of rows) fs.appendFile('all.txt', row.text, done);",
  ],
  fixed: [
    [
      "import fs from 'node:fs';\nfunction save(rows, file) {\n  // All of them.\n  for (const row of rows) {\n    fs.appendFileSync(file, `${row.id}\\n`, 'utf8');\n  }\n}",
      "import fs from 'node:fs';\nfunction save(rows, file) {\n  // All of them.\n  fs.appendFileSync(file, Array.from(rows, (row) => `${row.id}\\n`).join(''), 'utf8');\n}",
    ],
    [
      "import { appendFile } from 'fs/promises';\nasync function save(words: string[]) { for (const word of words) await appendFile('words.txt', word); }",
      "import { appendFile } from 'fs/promises';\nasync function save(words: string[]) { await appendFile('words.txt', words.join('')); }",
    ],
    [
      "import fs from 'fs';\nconst save = (words: string[]) => { words.forEach((word) => fs.appendFileSync(OUT, word + '\\n')); };",
      "import fs from 'fs';\nconst save = (words: string[]) => { fs.appendFileSync(OUT, words.map((word) => word + '\\n').join('')); };",
    ],
    [
      "import fs from 'fs';\nfor (const part of parts) fs.appendFileSync('all.bin', part);",
      "import fs from 'fs';\nfor (const part of parts) fs.appendFileSync('all.bin', part);",
    ],
    [
      "import fs from 'fs';\nmap.forEach((word) => fs.appendFileSync(OUT, word + '\\n'));",
      "import fs from 'fs';\nmap.forEach((word) => fs.appendFileSync(OUT, word + '\\n'));",
    ],
    [
      "import fs from 'fs';\nfor (const row of rows) { fs.appendFileSync(OUT, `${row}`); count += 1; }",
      "import fs from 'fs';\nfor (const row of rows) { fs.appendFileSync(OUT, `${row}`); count += 1; }",
    ],
    [
      "import fs from 'fs';\nfor (const row of rows) /* each */ fs.appendFileSync(OUT, `//${row}`);",
      "import fs from 'fs';\nfor (const row of rows) /* each */ fs.appendFileSync(OUT, `//${row}`);",
    ],
  ],
};
