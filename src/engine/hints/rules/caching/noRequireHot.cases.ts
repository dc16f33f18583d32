import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "// hash.js\nfunction hashOf(text) {\n  const { createHash } = require('node:crypto');\n  return createHash('sha256').update(text).digest('hex');\n}\nmodule.exports = { hashOf };",
    "// a.js\nexports.nameOf = function (file) { return require('path').basename(file); };",
    "// a.js\nconst sizes = files.map((file) => require('fs').statSync(file).size);",
    "for (const order of orders) { const { withTax } = await import('./taxes.js'); total += withTax(order.sum); }",
    "// users.js\nclass Users { all() { const db = require('./db'); return db.users; } }",
    "export async function handle(request: Request) { const { render } = await import('./render.ts'); return render(request.url); }",
    "// a.js\nconst format = (date) => { const moment = require('moment'); return moment(date).format('L'); };",
    "// routes.js\napp.get('/users', (req, res) => { const users = require('../models/users'); res.json(users.all()); });",
    "// a.js\nObject.keys(table).forEach((key) => { require('./log').info(key); });",
  ],
  silent: [
    "// a.js\n(function () { var sax = require('sax'); use(sax); }).call(this);",
    "// a.js\nfunction parse(text) { try { return require('fast').parse(text); } catch { return slow(text); } }",
    "// bundle.js\nvar init_a = __esm({ 'src/a.ts'() { a = require('./b').a; } });",
    "// a.js\nconst fs = require('fs'); use(fs);",
    "// a.js\nlet ts; function parse(text) { ts ??= require('typescript'); return ts.parse(text); }",
    "// a.js\nlet ts; function parse(text) { if (!ts) ts = require('typescript'); return ts.parse(text); }",
    "// a.js\nfunction debug(value) { if (process.env.DEBUG) require('./debug').show(value); }",
    '// a.js\nfunction load(name) { return require(`./locales/${name}`); }',
    "// a.js\nasync function main() { const { build } = await import('vite'); await build(); }",
    "const Page = lazy(() => import('./Page'));",
    "// a.js\n(function () { const fs = require('fs'); use(fs); })();",
    "// a.js\n(function (root, factory) { module.exports = factory(require('react')); })(this, make);",
    "// a.js\nvar require_a = __commonJS({ 'a.js'(exports, module) { var b = require('b'); module.exports = b; } });",
    "// a.js\nmodule.exports = { get fs() { return require('fs'); } };",
    "// cli.js\nprogram.command('serve').action(async () => { const { serve } = await import('./serve.js'); serve(); });",
    "// a.js\ndefine(function (require) { const a = require('a'); return a; });",
    "// a.js\ntry { require('fast'); } catch { use(slow); }",
    "// a.js\nclass Server { constructor() { this.http = require('http'); } }",
    "// a.test.js\nfunction f() { return require('path').sep; }",
  ],
  fixed: [
    [
      "// a.js\n\nfunction nameOf(file) {\n  const path = require('path');\n  return path.basename(file);\n}\n",
      "// a.js\n\nconst path = require('path');\nfunction nameOf(file) {\n  return path.basename(file);\n}\n",
    ],
  ],
};
