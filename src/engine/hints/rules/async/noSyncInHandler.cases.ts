import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "import fs from 'node:fs';\napp.get('/terms', async (req, res) => {\n  const text = fs.readFileSync(termsFile, 'utf8');\n  res.send(text);\n});",
    "import { readFileSync } from 'fs';\nimport http from 'http';\nhttp.createServer((request, response) => { response.end(readFileSync('./public' + request.url)); }).listen(8080);",
    "const crypto = require('crypto');\nrouter.post('/login', function (req, res) {\n  const hash = crypto.pbkdf2Sync(req.body.password, salt, 100000, 64, 'sha512');\n  res.json({ ok: hash.equals(stored) });\n});",
    "import bcrypt from 'bcrypt';\nexport const login = async (req: Request, res: Response) => {\n  const user = await findUser(req.body.name);\n  if (!user || !bcrypt.compareSync(req.body.password, user.hash)) return res.sendStatus(401);\n  return res.json(tokenFor(user));\n};",
    "import { execSync } from 'node:child_process';\nfastify.get('/version', async (request, reply) => ({ version: execSync('git rev-parse HEAD').toString() }));",
    "import { gzipSync } from 'node:zlib';\nexport async function POST(request: Request) { const body = gzipSync(await request.text()); return new Response(body); }",
    "import fs from 'fs';\nfunction pageOf(name) { return fs.readFileSync(`./pages/${name}.html`, 'utf8'); }\napp.get('/about', (req, res) => { res.send(pageOf('about')); });",
    "import * as fs from 'fs';\nimport * as vscode from 'vscode';\nclass Lenses implements vscode.CodeLensProvider { provideCodeLenses(document: vscode.TextDocument) { return lensesOf(JSON.parse(fs.readFileSync(settingsFile, 'utf8'))); } }",
    "import { spawnSync } from 'child_process';\nimport * as vscode from 'vscode';\nvscode.commands.registerCommand('tool.run', () => { const { stdout } = spawnSync('tool', ['--all']); show(stdout); });",
    "import { workspace } from 'vscode';\nimport { execFileSync } from 'node:child_process';\nworkspace.onDidSaveTextDocument((document) => { const out = execFileSync('lint', [document.fileName]); publish(out); });",
    "import fs from 'fs-extra';\napp.use('/upload', (req, res, next) => { for (const file of req.files) { fs.copyFileSync(file.path, target(file)); } next(); });",
    "import fs from 'node:fs';\napp.get('/list', async (req, res) => { const names = fs.readdirSync(folder).filter((name) => name.endsWith('.md')); res.json(names); });",
  ],
  silent: [
    "import fs from 'node:fs'; const terms = fs.readFileSync(termsFile, 'utf8'); app.get('/terms', (req, res) => { res.send(terms); });",
    "import fs from 'node:fs'; app.get('/terms', async (req, res) => { res.send(await fs.promises.readFile(termsFile, 'utf8')); });",
    "import fs from 'node:fs'; app.get('/terms', (req, res) => { if (!fs.existsSync(termsFile)) return res.sendStatus(404); res.sendFile(termsFile); });",
    "import fs from 'node:fs'; let terms; app.get('/terms', (req, res) => { terms ??= fs.readFileSync(termsFile, 'utf8'); res.send(terms); });",
    "import fs from 'node:fs'; let terms; app.get('/terms', (req, res) => { if (!terms) terms = JSON.parse(fs.readFileSync(termsFile, 'utf8')); res.send(terms); });",
    "import fs from 'node:fs'; const texts = new Map(); app.get('/terms', (req, res) => { if (!texts.has('terms')) texts.set('terms', fs.readFileSync(termsFile, 'utf8')); res.send(texts.get('terms')); });",
    "import fs from 'node:fs'; export function readSettings(file) { return JSON.parse(fs.readFileSync(file, 'utf8')); }",
    "import { execSync } from 'node:child_process'; async function main() { console.log(execSync('git status').toString()); } void main();",
    "import fs from 'node:fs'; export const handler = async (event, context) => JSON.parse(fs.readFileSync('./data.json', 'utf8'));",
    "import { readFileSync } from './memory.js'; app.get('/terms', (req, res) => { res.send(readFileSync('terms')); });",
    "app.get('/terms', (req, res) => { res.send(store.readFileSync('terms')); });",
    "// scripts/preview.js\nimport fs from 'node:fs'; app.get('/terms', (req, res) => { res.send(fs.readFileSync(termsFile)); });",
    "// src/server.test.ts\nimport fs from 'node:fs'; app.get('/terms', (req, res) => { res.send(fs.readFileSync(termsFile)); });",
    "import fs from 'node:fs'; import * as vscode from 'vscode'; vscode.commands.registerCommand('tool.open', () => { const text = fs.readFileSync(file, 'utf8'); show(text); });",
    "import fs from 'node:fs'; import * as vscode from 'vscode'; export function activate(context) { const { version } = JSON.parse(fs.readFileSync(context.asAbsolutePath('package.json'), 'utf8')); report(version); }",
    "import fs from 'node:fs'; program.command('show').action((file) => { console.log(fs.readFileSync(file, 'utf8')); });",
    "import fs from 'node:fs'; app.use(express.static(fs.realpathSync('./public')));",
    "import https from 'node:https'; import fs from 'node:fs'; https.createServer({ key: fs.readFileSync('key.pem'), cert: fs.readFileSync('cert.pem') }, app).listen(443);",
    "import fs from 'node:fs'; class Provider { provideText() { return fs.readFileSync(this.file, 'utf8'); } }",
  ],
  fixed: [
    [
      "import fs from 'node:fs';\napp.get('/terms', async (req, res) => { res.send(fs.readFileSync(termsFile, 'utf8')); });",
      "import fs from 'node:fs';\napp.get('/terms', async (req, res) => { res.send(await fs.promises.readFile(termsFile, 'utf8')); });",
    ],
    [
      "import * as fs from 'fs';\napp.get('/list', async (req, res) => { const names = fs.readdirSync(/* all */ folder).map(nameOf); res.json(names); });",
      "import * as fs from 'fs';\napp.get('/list', async (req, res) => { const names = (await fs.promises.readdir(/* all */ folder)).map(nameOf); res.json(names); });",
    ],
    [
      "import fs from 'fs';\napp.get('/list', async (req, res) => { const texts = names.map((name) => fs.readFileSync(name)); res.json(texts); });",
      "import fs from 'fs';\napp.get('/list', async (req, res) => { const texts = names.map((name) => fs.readFileSync(name)); res.json(texts); });",
    ],
    [
      "import fs from 'fs';\napp.get('/terms', (req, res) => { res.send(fs.readFileSync(termsFile)); });",
      "import fs from 'fs';\napp.get('/terms', (req, res) => { res.send(fs.readFileSync(termsFile)); });",
    ],
    [
      "import { readFileSync } from 'fs';\napp.get('/terms', async (req, res) => { res.send(readFileSync(termsFile)); });",
      "import { readFileSync } from 'fs';\napp.get('/terms', async (req, res) => { res.send(readFileSync(termsFile)); });",
    ],
  ],
};
