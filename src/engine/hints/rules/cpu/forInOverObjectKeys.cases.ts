import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'function total(prices: Record<string, number>) { let sum = 0; for (const [name, price] of Object.entries(prices)) sum += weights[name] * price; return sum; }',
    'interface Row { a: number; b: number } function sumOf(row: Row) { let sum = 0; for (const key of Object.keys(row)) sum += row[key as keyof Row]; return sum; }',
    'const limits = { small: 1, large: 10 }; export function check(row) { for (const name of Object.keys(limits)) if (row[name] > limits[name]) fail(name); }',
    '// lib/a.js\nconst counts = {};\nmodule.exports = () => {\n  let best = 0;\n  for (const [, count] of Object.entries(counts)) best = Math.max(best, count);\n  return best;\n};',
    'type Point = { x: number; y: number }; const add = (a: Point, b: Point, sum: Point) => { Object.keys(a).forEach((key) => { sum[key] = a[key] + b[key]; }); };',
    'const byId: Record<string, Row> = load(); function open() { const ids = []; Object.entries(byId).forEach(([id, row]) => { if (row.isOpen) ids.push(id); }); return ids; }',
    'class Table { width(sizes: { [name: string]: number }) { let width = 0; for (let [name, size] of Object.entries(sizes)) width += name.length * size; return width; } }',
    'const seen = Object.create(null); function list() { for (const [key, value] of Object.entries(seen)) { write(`${key}=${value}`); } }',
  ],
  silent: [
    'for (const key of Object.keys(options)) use(key);',
    'function names(byId: Record<string, Row>) { for (const id of Object.keys(byId)) print(id); }',
    'function f(row: Row) { for (const [key, value] of Object.entries(row)) print(key, value); }',
    'class Row { a = 1; save() {} } function f(row: Row) { for (const key of Object.keys(row)) print(key); }',
    'function clear(byId: Record<string, Row>) { for (const [id, row] of Object.entries(byId)) if (row.isOld) delete byId[id]; }',
    'function f(byId: Record<string, Row>) { for (const [id] of Object.entries(byId)) change(byId, id); }',
    'async function f(byId: Record<string, Row>) { for (const [id, row] of Object.entries(byId)) await save(id, row); }',
    'function f(byId: Record<string, Row>) { for (const row of Object.values(byId)) print(row); }',
    'function f(byId: Record<string, Row>) { return Object.entries(byId).map(([id, row]) => `${id}:${row}`); }',
    'const limits = { small: 1, large: 10 }; Object.keys(limits).forEach((name, index) => print(name, index));',
    'interface Row extends Base { a: number } function f(row: Row) { for (const key of Object.keys(row)) print(row[key]); }',
    'interface Row { a: number; save(): void } function f(row: Row) { for (const key of Object.keys(row)) print(row[key]); }',
  ],
  fixed: [
    [
      'const a = { b: 1 }; for (const key of Object.keys(a)) { sum += a[key]; }',
      'const a = { b: 1 }; for (const key in a) { sum += a[key]; }',
    ],
    [
      'const a = { b: 1 }; for (const key of Object.keys(a /* own */)) sum += a[key];',
      'const a = { b: 1 }; for (const key of Object.keys(a /* own */)) sum += a[key];',
    ],
    [
      'const a = { b: 1 }; for (const [key] of Object.entries(a)) sum += a[key];',
      'const a = { b: 1 }; for (const [key] of Object.entries(a)) sum += a[key];',
    ],
  ],
};
