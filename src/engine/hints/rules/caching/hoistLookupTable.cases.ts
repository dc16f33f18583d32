import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "const isUnit = (word) => ['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'decade', 'age'].includes(word);",
    "export function isVoid(tag: string): boolean { return ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta'].includes(tag.toLowerCase()); }",
    'function isRetried(error) { const codes = [408, 413, 429, 500, 502, 503, 504, 521, 522]; return codes.includes(error.status); }',
    '// lib/a.js\nmodule.exports = function (sign) {\n  if (["a", "e", "i", "o", "u", "A", "E", "I", "O", "U"].includes(sign)) return true;\n  return false;\n};',
    'class Lexer { isKeyword(text: string) { const words = ["if", "else", "for", "while", "do", "return", "break", "case", "switch"] as const; return (words as readonly string[]).includes(text) || words.includes(text as never); } }',
    'const found = rows.filter((row) => ["a", "b", "c", "d", "e", "f", "g", "h", "i"].includes(row.kind));',
    'async function load(name: string) { if (!["a", `b`, "c", "d", "e", "f", "g", "h", "i"].includes(name)) throw new Error(name); return read(name); }',
    'const isPrime = (n: number) => { return [2, 3, 5, 7, 11, 13, 17, 19, 23, 29].includes(n); };',
  ],
  silent: [
    "const isSize = (word) => ['small', 'medium', 'large'].includes(word);",
    "const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'decade', 'age']; const isUnit = (word) => units.includes(word);",
    "const isFirst = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].includes(name);",
    "const isKnown = (word) => ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', own].includes(word);",
    "function f(word) { const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']; if (all.includes(word)) return all; return null; }",
    'const secondsOf = (word) => ({ second: 1, minute: 60, hour: 3600, day: 1, week: 2, month: 3, year: 4, decade: 5, age: 6 })[word];',
    "const place = (word) => ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].indexOf(word);",
    "const from = (word) => ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].includes(word, 2);",
    'const has = (word) => known.includes(word);',
  ],
  fixed: [
    [
      "const a = 1;\nfunction f(b) {\n  return ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].includes(b);\n}",
      "const a = 1;\nconst known = new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);\nfunction f(b) {\n  return known.has(b);\n}",
    ],
    [
      "const f = (b) => ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i' /* last */].includes(/* own */ b);",
      "const f = (b) => ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i' /* last */].includes(/* own */ b);",
    ],
  ],
};
