import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "export const areas = async (shapes: Shape[]) => { const all = []; for (const shape of shapes) all.push((await import('./area.ts')).areaOf(shape)); return all; };",
    "// a.js\nfunction log(row) { require('./log').info(row); }\nrows.forEach((row) => log(row));",
    "// hash.js\nconst hashOf = (text) => {\n  const { createHash } = require('node:crypto');\n  return createHash('sha256').update(text).digest('hex');\n};\nmodule.exports = (texts) => texts.map(hashOf);",
    "// a.js\nfunction nameOf(file) { return require('path').basename(file); }\nfor (const file of files) names.push(nameOf(file));",
    "// a.js\nconst sizes = files.map((file) => require('fs').statSync(file).size);",
    "for (const order of orders) { const { withTax } = await import('./taxes.js'); total += withTax(order.sum); }",
    "// a.js\nObject.keys(table).forEach((key) => { require('./log').info(key); });",
    "// sort.js\nmodule.exports = (dates) => dates.sort((a, b) => require('./dates').compare(a, b));",
    "// a.js\nlet at = 0; while (at < rows.length) { rows[at].id = require('crypto').randomUUID(); at += 1; }",
  ],
  silent: [
    "http.createServer(async (request, response) => { const { render } = await import('./render.ts'); response.end(render(request.url)); });",
    "// routes.js\napp.get('/users', (req, res) => { const users = require('../models/users'); res.json(users.all()); });",
    "// a.js\nfor (const type of options.enabledTypes) { const Plugin = require('./plugin'); new Plugin(type).apply(compiler); }",
    "async function load(file) { const { parse } = await import('./parse.js'); return parse(await readText(file)); }\nfor (const file of files) all.push(await load(file));",
    "// a.js\nconst fs = require('fs'); use(fs);",
    "// hash.js\nfunction hashOf(text) { const { createHash } = require('node:crypto'); return createHash('sha256').update(text).digest('hex'); }\nmodule.exports = { hashOf };",
    "// a.js\nlet ts; function parse(text) { ts ??= require('typescript'); return ts.parse(text); }\nfor (const text of texts) parse(text);",
    "// a.js\nlet ts; for (const text of texts) { if (!ts) ts = require('typescript'); ts.parse(text); }",
    "// a.js\nfor (const value of values) if (process.env.DEBUG) require('./debug').show(value);",
    '// a.js\nfor (const name of names) locales[name] = require(`./locales/${name}`);',
    '// a.js\nconst plugins = names.map((name) => require(name));',
    "// a.js\nasync function main() { const { build } = await import('vite'); await build(); }",
    "const pages = routes.map(({ name }) => lazy(() => import('./Page')));",
    "// a.js\nfor (const size of [1, 2, 3]) require('./sizes').add(size);",
    "// cli.js\nprogram.command('serve').action(async () => { const { serve } = await import('./serve.js'); serve(); });",
    "// a.js\nfor (const text of texts) { try { require('fast').parse(text); } catch { parse(text); } }",
    "// bundle.js\nvar init_a = __esm({ 'src/a.ts'() { a = require('./b').a; } });",
    "// a.js\nimport { require } from './fake'; for (const key of keys) require('./log').info(key);",
    "// a.test.js\nfor (const key of keys) require('./log').info(key);",
  ],
  fixed: [
    [
      "// a.js\n\nfunction nameOf(file) {\n  const path = require('path');\n  return path.basename(file);\n}\nfor (const file of files) use(nameOf(file));\n",
      "// a.js\n\nconst path = require('path');\nfunction nameOf(file) {\n  return path.basename(file);\n}\nfor (const file of files) use(nameOf(file));\n",
    ],
  ],
};
