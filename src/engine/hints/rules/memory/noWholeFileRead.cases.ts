import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "import { readFileSync } from 'node:fs';\nexport function count(file: string) { let errors = 0; for (const line of readFileSync(file, 'utf8').split('\\n')) if (line.includes('ERROR')) errors += 1; return errors; }",
    "// import.js\nconst fs = require('fs');\nmodule.exports = (path) => {\n  const text = fs.readFileSync(path, 'utf8');\n  return text.split(/\\r?\\n/).map((line) => line.split(','));\n};",
    "import { readFile } from 'node:fs/promises';\nexport async function load(input: string) { const lines = (await readFile(input, 'utf8')).split('\\n'); for (const line of lines) add(JSON.parse(line)); }",
    "import fs from 'fs';\nimport os from 'os';\nexport const users = (csv: string) => fs.readFileSync(csv).toString().split(os.EOL).filter((row) => row !== '');",
    "import { readFileSync } from 'fs';\nconst total = readFileSync('access.log', 'utf8').trim().split('\\n').reduce((sum, line) => sum + Number(line.split(' ')[9]), 0);",
    "import { promises as fs } from 'fs';\nasync function each(file, visit) { const content = await fs.readFile(file, { encoding: 'utf8' }); content.split('\\n').forEach((line) => visit(line)); }",
    "import { readFileSync } from 'node:fs';\nimport { join } from 'node:path';\nexport function events(day: string) { return readFileSync(join(folder, `${day}.ndjson`), 'utf8').split('\\n').filter(Boolean).map((line) => JSON.parse(line)); }",
    "import fse from 'fs-extra';\nclass Import { async run(dump) { const text = await fse.readFile(dump, 'utf8'); for (const line of text.split('\\n')) this.insert(line); } }",
  ],
  silent: [
    "import { readFileSync } from 'node:fs';\nfor (const file of walk(root)) readFileSync(file, 'utf8').split('\\n').forEach((line) => check(file, line));",
    "import { readFileSync } from 'node:fs';\nfunction check(file) { readFileSync(file, 'utf8').split('\\n').forEach((line, at) => { if (line.length > 140) tell(file, at + 1); }); }",
    "import { readFileSync } from 'node:fs';\nfunction loadEnv(file) { for (const line of readFileSync(file, 'utf8').split('\\n')) set(line.split('=')); }",
    "import { readFileSync } from 'node:fs';\nconst file = path.resolve(process.cwd(), 'versions.env'); for (const line of readFileSync(file, 'utf8').split('\\n')) use(line);",
    "import { readFileSync, writeFileSync } from 'node:fs';\nfunction clean(file) { const text = readFileSync(file, 'utf8'); writeFileSync(file, text.split('\\n').filter(Boolean).join('\\n')); }",
    "import { readFileSync } from 'node:fs';\nconst words = readFileSync('words.txt', 'utf8').split('\\n').map((word) => word.trim());",
    "import { readFileSync } from 'node:fs';\nexport const ignored = (folder) => readFileSync(join(folder, '.gitignore'), 'utf8').split('\\n').filter(Boolean);",
    "import { readFileSync } from 'node:fs';\nfunction frame(sourceFile, line) { const lines = readFileSync(sourceFile, 'utf8').split('\\n'); for (const each of lines) print(each); }",
    "import { readFileSync } from 'node:fs';\nfunction lineAt(file, at) { const lines = readFileSync(file, 'utf8').split('\\n'); return lines[at]; }",
    "import { readFileSync } from 'node:fs';\nfunction first(file) { return readFileSync(file, 'utf8').split('\\n')[0]; }",
    "import { readFileSync } from 'node:fs';\nfunction check(file) { const text = readFileSync(file, 'utf8'); for (const line of text.split('\\n')) use(line); return text.length; }",
    "import { readFileSync } from 'node:fs';\nfunction fields(file) { return readFileSync(file, 'utf8').split(',').map(Number); }",
    "function lines(text) { return text.split('\\n').map((line) => line.trim()); }",
    "import { readFileSync } from './files';\nfunction count(file) { for (const line of readFileSync(file, 'utf8').split('\\n')) use(line); }",
    "import { readFileSync } from 'node:fs';\nfor (const line of readFileSync('/proc/meminfo', 'utf8').split('\\n')) use(line);",
    "import { readFileSync } from 'node:fs';\nfor (const line of readFileSync(0, 'utf8').split('\\n')) use(line);",
    "import { readFileSync } from 'node:fs';\nfunction sections(file) { const lines = readFileSync(file, 'utf8').split('\\n'); for (const line of lines) if (line === '') return lines.length; }",
    "import { readFileSync } from 'node:fs';\nfor (const line of readFileSync(path.join(__dirname, 'names'), 'utf8').split('\\n')) use(line);",
  ],
};
