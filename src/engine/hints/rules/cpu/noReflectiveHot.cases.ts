import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'for (const rule of rules) if (new Function("row", `return ${rule.test}`)(row)) found.push(rule);',
    'function valueOf(formula: string, row: Row) { return (new Function("row", formula) as Formula)(row); }',
    'rows.forEach((row) => { const test = new Function("row", row.test) as Test; if (test(row)) found.push(row); });',
    '// lib/a.js\nmodule.exports = function (expression, scope) {\n  with_(scope);\n  return eval("(" + expression + ")");\n};',
    'const watch = (target: Row) => new Proxy(target, { get(row, name) { reads.push(name); return Reflect.get(row, name); } });',
    'const handler = { get: (target, name) => target[name] ?? null, set() { return false; } }; export const safe = (config) => new Proxy(config, handler);',
    'const rows = ids.map((id) => Object.setPrototypeOf({ id }, Row.prototype));',
    'function make(name) { const node = { name, parts: [] }; Object.setPrototypeOf(node, nodeMethods); return node; }',
    'function label(row: Row, text: string) { Object.defineProperty(row, "label", { value: text, writable: true, enumerable: true, configurable: true }); }',
    'class Table { add(row) { return Object.defineProperty(row, "table", { configurable: true, enumerable: true, value: this, writable: true }); } }',
  ],
  silent: [
    'export function compile(source: string) { return new Function("data", source); }',
    'function formulaOf(text) { let known = cache.get(text); if (!known) cache.set(text, (known = new Function("row", text))); return known; }',
    'for (const rule of rules) tests[rule.id] = new Function("row", rule.test);',
    'const tests = rules.map((rule) => new Function("row", rule.test));',
    'for (const rule of rules) { const test = new Function("row", rule.test); tests.push(test); }',
    'const globalObject = new Function("return this")();',
    'function load() { return eval("require"); }',
    'class NotFound extends Error { constructor(name: string) { super(name); Object.setPrototypeOf(this, NotFound.prototype); } }',
    'function callable(fn) { return Object.setPrototypeOf(fn, methods); }',
    'Object.setPrototypeOf({ id: 1 }, methods);',
    'function hide(row, key) { Object.defineProperty(row, "key", { value: key }); }',
    'function lazy(row) { Object.defineProperty(row, "label", { get: () => labelOf(row), enumerable: true, configurable: true }); }',
    'function put(target, key, value) { Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true }); }',
    'const guarded = new Proxy(target, { set(row, name, value) { check(name); return Reflect.set(row, name, value); } });',
    'const api = new Proxy({}, { get: (target, name) => (...args) => send(name, args) });',
    'const api = new Proxy(target, { get: (target, name) => target[name] ?? ((...args) => send(name, args)) });',
    'function f(error) { Object.defineProperty(error, "stack", { value: short, writable: true, enumerable: true, configurable: true }); }',
    'class Proxy { constructor(target, handler) {} } const one = new Proxy(a, { get() { return 1; } });',
    'const each = rows.map((row) => handler.bind(row));',
  ],
  fixed: [
    [
      'function f(a) { Object.defineProperty(a, "b", { value: c + 1, writable: true, enumerable: true, configurable: true }); }',
      'function f(a) { a.b = c + 1; }',
    ],
    [
      'function f(a) { Object.defineProperty(a, "b-c", { value: 1, writable: true, enumerable: true, configurable: true }); }',
      'function f(a) { Object.defineProperty(a, "b-c", { value: 1, writable: true, enumerable: true, configurable: true }); }',
    ],
  ],
};
