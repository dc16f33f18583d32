import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'for (const row of rows) if (process.env.DEBUG) trace(row);',
    "export const log = (text: string) => { if (process.env['LOG_LEVEL'] !== 'silent') console.log(text); };",
    'class Client { get url() { return `${process.env.API}/users`; } }',
    'const wanted = names.filter((name) => name !== process.env.USER);',
    'app.get("/", (req, res) => res.send(process.env.GREETING));',
    'function valueOf(name) { return process.env[name]; }',
    '// lib/trace.js\nmodule.exports = function trace(x) {\n  if (!process.env.TRACE) return;\n  write(x);\n};',
    'while (index < lines.length) { if (process.env.VERBOSE === "1") report(lines[index]); index += 1; }',
  ],
  silent: [
    'const isDebug = Boolean(process.env.DEBUG);',
    'export const port = Number(process.env.PORT ?? 3000);',
    'function isProduction() { return process.env.NODE_ENV === "production"; }',
    'function set(name) { process.env.NAME = name; return process.env.NAME; }',
    'function clear() { delete process.env.NAME; use(process.env.OTHER); }',
    'import process from "./fake"; const f = () => process.env.DEBUG;',
    'function run(command) { return spawn(command, { env: process.env }); }',
    'function all() { return Object.keys(process.env); }',
    'const f = () => import.meta.env.MODE;',
    'const f = (config) => config.process.env.DEBUG;',
    '// test/a.ts\nconst f = () => process.env.DEBUG;',
  ],
};
