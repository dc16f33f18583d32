import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const squares = Array.from({ length: n }, (_, index) => index * index);',
    'export const matrix = (rows: number, columns: number) => Array.from({ length: rows }, () => new Float64Array(columns));',
    'const places = [...Array(n).keys()];',
    'function ids(count) { return [...new Array(count).keys()].map((key) => `id-${key}`); }',
    'const zeros = Array.from({ length: 1000 }, () => 0);',
    'for (const { length } of lists) totals.push(Array.from({ length }, (_, i) => i).join());',
    'class Grid { cells = Array.from({ length: this.width * this.height }, function () { return 0; }); }',
    '// lib/range.js\nmodule.exports = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);',
  ],
  silent: [
    'const week = Array.from({ length: 7 }, (_, day) => nameOf(day));',
    'const SIZE = 10; const list = Array.from({ length: SIZE }, () => 0);',
    'const list = Array.from(set, (each) => each.id);',
    'const list = Array.from({ length: n });',
    'const list = Array.from({ length: n }, makeRow);',
    'const list = Array.from({ length: 2, 0: a, 1: b }, (x) => x);',
    'const list = Float64Array.from({ length: n }, (_, i) => i);',
    'import { Array } from "effect"; const list = Array.from({ length: n }, (_, i) => i);',
    'const list = [...map.keys()];',
    'const list = [first, ...Array(n).keys()];',
    'const list = [...Array(3).keys()];',
    'const list = [...Array(a, b).keys()];',
    '// src/a.bench.ts\nconst list = Array.from({ length: n }, (_, i) => i);',
  ],
};
