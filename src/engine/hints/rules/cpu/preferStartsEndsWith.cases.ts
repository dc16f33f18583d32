import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'function isSecure(url: string) { return /^https:/.test(url); }',
    'const isTest = (file: string) => /\\.test\\.ts$/.test(file);',
    'for (const line of text.split("\\n")) if (/^#/.test(line)) continue;',
    'const name = path.basename(file); if (/^_/.test(name)) skip();',
    'function f(s: string) { if (s.indexOf("x") === 0) g(); }',
    'const isFlag = (arg: string) => arg.indexOf("--") == 0;',
    'const key = String(id); const isPrivate = key.indexOf("_") !== 0;',
    'const s = `${a}/b`; export const isRoot = !/^\\//.test(s);',
    '// a.js\n/** @param {string} s */ function f(s) { return /\\/$/.test(s); }',
    'const lower = value.toLowerCase(); if (/^data:image\\//.test(lower)) keep();',
  ],
  silent: [
    'function f(s: string) { return /^https?:/.test(s); }',
    'function f(s: string) { return /^http/i.test(s); }',
    'function f(s: string) { return /^a$/.test(s); }',
    'function f(s: string) { return /a/.test(s); }',
    'function f(s: string) { return /^\\d/.test(s); }',
    'function f(s: string | null) { return other.test(s!); }',
    'const f = (value) => /^x/.test(value);',
    'const f = (list: string[]) => list.indexOf("a") === 0;',
    'const f = (value) => value.indexOf("a") === 0;',
    'const f = (s: string) => s.indexOf("a") === 1;',
    'const f = (s: string) => s.indexOf("a", 1) === 0;',
    'const f = (s: string) => s.indexOf(part) === 0;',
    'const f = (s: string) => s.indexOf("a") > 0;',
    'const f = (s: string) => /^a|b$/.test(s);',
  ],
  fixed: [
    ["const f = (s: string) => /^a'\\.b/.test(s);", "const f = (s: string) => s.startsWith('a\\'.b');"],
    ['const f = (a: string) => /x$/.test(a + "");', 'const f = (a: string) => (a + "").endsWith(\'x\');'],
    ['const f = (s: string) => s.indexOf("a") !== 0 && g();', 'const f = (s: string) => !s.startsWith("a") && g();'],
    ['const f = (s: string) => /* 1 */ s /* 2 */.indexOf("a") /* 3 */ === 0;', 'const f = (s: string) => /* 1 */ s.startsWith("a");'],
  ],
};
