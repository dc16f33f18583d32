import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];',
    'function quantile(samples: readonly number[], p: number) { const sorted = [...samples].sort((a, b) => a - b); return sorted[Math.floor(p * sorted.length)]; }',
    'class Histogram { #values: number[] = []; median() { return this.#values.toSorted((x, y) => x - y)[0]; } durations: number[] = []; sort() { this.durations.sort((a, b) => a - b); } }',
    'const sorted = (times: Array<number>) => times.slice().sort((a, b) => (a - b));',
    '// lib/a.js\n/** @param {number[]} list */\nexports.sorted = function (list) { return list.sort(function (a, b) { return a - b; }); };',
    'function f(prices: number[]) { return prices.filter((price) => price > 0).sort((a, b) => a - b); }',
    'const rank = (scores: ReadonlyArray<number>, score: number) => { const all = [...scores]; all.sort((left, right) => { return left - right; }); return all.indexOf(score); };',
    'export function longest(gaps: number[]) { gaps.sort((a, b) => a - b); return gaps.at(-1); }',
  ],
  silent: [
    'list.sort((a, b) => a - b);',
    'const sorted = (rows: Row[]) => rows.sort((a, b) => a.price - b.price);',
    'const sorted = (numbers: number[]) => numbers.sort((a, b) => b - a);',
    'const sorted = (names: string[]) => names.sort((a, b) => a - b);',
    'const sorted = (numbers: number[]) => numbers.sort();',
    'const sorted = (numbers: number[]) => numbers.sort(byValue);',
    'const sorted = (numbers: Float64Array) => numbers.sort((a, b) => a - b);',
    'const sorted = [3, 1, 2].sort((a, b) => a - b);',
    'const sorted = (numbers: (number | string)[]) => numbers.sort((a, b) => a - b);',
    'const sorted = (levels: number[]) => levels.toSorted((a, b) => a - b);',
    'const sorted = (ids: bigint[]) => ids.sort((a, b) => Number(a - b));',
  ],
  fixed: [
    ['const f = (a: number[]) => a.toSorted((b, c) => b - c);', 'const f = (a: number[]) => Array.from(Float64Array.from(a).sort());'],
    ['const f = (a: number[]) => a.sort((b, c) => b - c);', 'const f = (a: number[]) => a.sort((b, c) => b - c);'],
    [
      'const f = (a: number[]) => a.toSorted((b, c) => /* up */ b - c);',
      'const f = (a: number[]) => a.toSorted((b, c) => /* up */ b - c);',
    ],
  ],
};
