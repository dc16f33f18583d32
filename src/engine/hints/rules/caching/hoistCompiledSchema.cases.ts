import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "import Ajv from 'ajv';\nimport schema from './order.schema.json';\nexport function checkOrder(order: unknown) {\n  const validate = new Ajv().compile(schema);\n  if (!validate(order)) throw new Error(JSON.stringify(validate.errors));\n}",
    "import { Ajv } from 'ajv';\nconst ORDER = { type: 'object' };\nexport const isOrder = (value: unknown): boolean => {\n  const ajv = new Ajv({ allErrors: true });\n  const check = ajv.compile(ORDER);\n  return check(value);\n};",
    "import Ajv2020 from 'ajv/dist/2020.js';\nimport { schema } from './schema.ts';\nclass Api { post(body: Body) { return new Ajv2020({ strict: false }).compile(schema)(body) ? this.save(body) : null; } }",
    "const Ajv = require('ajv');\nconst ajv = new Ajv();\nmodule.exports = function isPoint(value) {\n  const validate = ajv.compile({ type: 'object', properties: { x: { type: 'number' }, y: { type: 'number' } } });\n  return validate(value);\n};",
    "import Ajv from 'ajv';\nconst ajv = new Ajv();\nexport async function readSettings(file: string) {\n  const schema = { type: 'object', additionalProperties: { type: 'string' } };\n  const settings = await load(file);\n  const validate = ajv.compile(schema);\n  if (!validate(settings)) report(validate.errors);\n  return settings;\n}",
    "import Handlebars from 'handlebars';\nimport { WELCOME } from './texts';\nexport const welcome = (user) => Handlebars.compile(WELCOME)(user);",
    "import _ from 'lodash';\nfunction line(row) { return _.template('<%= name %>: <%= total %>')(row); }\nexport const lines = (rows) => rows.map(line);",
    "import { compile } from 'pug';\nimport page from './page.pug';\napp.get('/', (req, res) => { const render = compile(page, { pretty: true }); res.send(render({ user: req.user })); });",
    "// lib/evaluate.js\nconst ejs = require('ejs');\nconst FOOTER = '<footer><%= year %></footer>';\nexports.footer = function () {\n  return ejs.compile(FOOTER)({ year: new Date().getFullYear() });\n};",
    "import template from 'lodash/template';\nexport function greet(name: string) { const text = template('Hello <%- name %>'); return text({ name }); }",
  ],
  silent: [
    "export function globals() { return new Function('return this')(); }",
    "import Ajv from 'ajv'; import schema from './s.json'; const validate = new Ajv().compile(schema); export const check = (value) => validate(value);",
    "import Ajv from 'ajv'; export function check(schema, value) { return new Ajv().compile(schema)(value); }",
    "import Ajv from 'ajv'; import schema from './s.json'; const ajv = new Ajv(); export const check = (value) => ajv.compile(schema)(value);",
    "import Ajv from 'ajv'; import schema from './s.json'; export function makeCheck() { const validate = new Ajv().compile(schema); return (value) => validate(value); }",
    "import Ajv from 'ajv'; import schema from './s.json'; export const makeCheck = () => new Ajv().compile(schema);",
    "import Ajv from 'ajv'; import schema from './s.json'; let validate; export function check(value) { validate ??= new Ajv().compile(schema); return validate(value); }",
    "import Ajv from 'ajv'; import schema from './s.json'; class Checker { constructor() { this.validate = new Ajv().compile(schema); } }",
    "import Ajv from 'ajv'; import schema from './s.json'; async function main() { const validate = new Ajv().compile(schema); if (!validate(await read())) process.exit(1); }",
    "import Ajv from 'ajv'; import schema from './s.json'; (async () => { const validate = new Ajv().compile(schema); console.log(validate(await read())); })();",
    "import Handlebars from 'handlebars'; export function mail(text, data) { return Handlebars.compile(text)(data); }",
    "import Handlebars from 'handlebars'; export const render = (name, data) => { const source = sources[name]; const template = Handlebars.compile(source); return template(data); };",
    "import Handlebars from 'handlebars'; import text from './mail.hbs'; const cache = new Map(); function templateOf() { const template = Handlebars.compile(text); cache.set('mail', template); return template; }",
    "import { compile } from './compiler'; import schema from './s.json'; export const check = (value) => compile(schema)(value);",
    "const compiled = webpack.compile(config); export function f(x) { return styles.compile('a { b: c }')(x); }",
    "export const evaluate = (code, scope) => new Function('scope', code)(scope);",
    "// src/check.test.ts\nimport Ajv from 'ajv'; import schema from './s.json'; function check(value) { return new Ajv().compile(schema)(value); }",
    "import _ from 'lodash'; export const f = (rows) => _.template(rows.header)(rows);",
    "import Ajv from 'ajv'; import base from './s.json'; export function check(value, extra) { const schema = { ...base, ...extra }; return new Ajv().compile(schema)(value); }",
  ],
  fixed: [
    [
      "import Ajv from 'ajv';\nimport schema from './order.schema.json';\n\n/** Fails for orders that are none. */\nexport function checkOrder(order: unknown) {\n  const validate = new Ajv().compile(schema); // all of it\n  if (!validate(order)) throw new Error('no order');\n}",
      "import Ajv from 'ajv';\nimport schema from './order.schema.json';\n\nconst validate = new Ajv().compile(schema);\n/** Fails for orders that are none. */\nexport function checkOrder(order: unknown) {\n  // all of it\n  if (!validate(order)) throw new Error('no order');\n}",
    ],
    [
      "import { Ajv } from 'ajv';\nconst ORDER = { type: 'object' };\nexport const isOrder = (value: unknown) => new Ajv().compile(ORDER)(value);",
      "import { Ajv } from 'ajv';\nconst ORDER = { type: 'object' };\nconst validate = new Ajv().compile(ORDER);\nexport const isOrder = (value: unknown) => validate(value);",
    ],
    [
      "import Ajv from 'ajv';\nexport function isOrder(value) { return new Ajv().compile(ORDER)(value); }\nconst ORDER = { type: 'object' };",
      "import Ajv from 'ajv';\nexport function isOrder(value) { return new Ajv().compile(ORDER)(value); }\nconst ORDER = { type: 'object' };",
    ],
    [
      "import Ajv from 'ajv';\nimport s from './s.json';\nexport function check(value) { const ajv = new Ajv(); const validate = ajv.compile(s); return validate(value); }",
      "import Ajv from 'ajv';\nimport s from './s.json';\nexport function check(value) { const ajv = new Ajv(); const validate = ajv.compile(s); return validate(value); }",
    ],
  ],
};
