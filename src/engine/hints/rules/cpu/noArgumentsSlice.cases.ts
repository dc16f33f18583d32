import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    '// lib/log.js\nconst write = require("./write");\nfunction log() {\n  const parts = Array.prototype.slice.call(arguments);\n  write(parts.join(" "));\n}',
    'const once = (fn: Function) => function (this: unknown) { return fn.apply(this, [].slice.call(arguments)); };',
    'class Bus { emit(name: string) { const args = Array.prototype.slice.call(arguments, 1); this.all(name, args); } }',
    '// lib/a.js\nexport function max() { return Array.from(arguments).sort((a, b) => b - a)[0]; }',
    '// lib/a.js\nlet calls = [];\nexports.track = function (name) { calls.push([name].concat([].slice.call(arguments, 1))); };',
    '// lib/a.mjs\nexport default function curry(fn) { const given = [].slice.call(arguments, 1); return function () { return fn(...given, ...[].slice.call(arguments)); }; }',
    '// lib/a.js\nconst tie = (f) => function () { const run = () => f(Array.from(arguments)); return run(); };',
    '// lib/a.js\nfunction join(separator) { let parts = (Array.prototype.slice).call(arguments, 1); return parts.join(separator); }\nconst a = 1;',
  ],
  silent: [
    '// lib/old.js\nfunction log() { var parts = Array.prototype.slice.call(arguments); write(parts); }',
    'function log(...parts: string[]) { write(parts); }',
    'const list = Array.prototype.slice.call(nodes);',
    'const list = Array.from(document.images);',
    'const pairs = (names: string[]) => Array.from(names, (name) => [name, 1]);',
    'function f() { const count = arguments.length; return count; }',
    'function f(this: unknown) { return other.apply(this, arguments as any); }',
    'const f = ({ arguments: list }) => Array.from(list);',
    '// lib/a.js\nconst f = (node) => Array.from(node.arguments);',
    '// lib/a.js\nfunction f() { const all = []; for (let i = 0; i < arguments.length; i += 1) all.push(arguments[i]); return all; }',
    '// lib/a.js\nconst doubled = function () { return Array.from(arguments, (each) => each * 2); };',
  ],
  fixed: [
    [
      '// a.js\nfunction log() {\n  const parts = Array.prototype.slice.call(arguments);\n  write(parts);\n}',
      '// a.js\nfunction log(...parts) {\n  write(parts);\n}',
    ],
    [
      '// a.js\nconst f = function (a, b) { return g(a, [].slice.call(arguments, 2)); };',
      '// a.js\nconst f = function (a, b, ...rest) { return g(a, rest); };',
    ],
    [
      'class A { emit(name: string) { const args = [].slice.call(arguments, 1); return args; } }',
      'class A { emit(name: string, ...args: any[]) { return args; } }',
    ],
    [
      '// a.js\nfunction f() { g(); const all = Array.from(arguments); function g() { use(all); } }',
      '// a.js\nfunction f(...rest) { g(); const all = rest; function g() { use(all); } }',
    ],
    [
      '// a.js\nconst x = 1; function f(a) { return Array.from(arguments); }',
      '// a.js\nconst x = 1; function f(a) { return Array.from(arguments); }',
    ],
    [
      '// a.js\nconst x = 1; function f() { return Array.from(arguments).length + arguments.length; }',
      '// a.js\nconst x = 1; function f() { return Array.from(arguments).length + arguments.length; }',
    ],
    [
      '// a.js\nfunction f() { "use strict"; const all = Array.from(arguments); return all; }',
      '// a.js\nfunction f() { "use strict"; const all = Array.from(arguments); return all; }',
    ],
    [
      '// a.js\nfunction f() { const all = Array.from(arguments /* each */); return all; }',
      '// a.js\nfunction f() { const all = Array.from(arguments /* each */); return all; }',
    ],
  ],
};
