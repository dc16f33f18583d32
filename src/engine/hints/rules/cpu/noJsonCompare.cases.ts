import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const changed = rows.filter((row) => JSON.stringify(row.tags) !== JSON.stringify(old.get(row.id)));',
    'for (const [key, value] of entries) if (JSON.stringify(value) === JSON.stringify(defaults[key])) delete settings[key];',
    'export const indexOf = (list: Point[], point: Point) => list.findIndex((each) => JSON.stringify(each) === JSON.stringify(point));',
    'class Grid { same(other: Cell[]) { return this.cells.every((cell, i) => JSON.stringify(cell) == JSON.stringify(other[i])); } }',
    'let i = 0; while (i < a.length && (JSON.stringify(a[i])) === JSON.stringify(b[i]!)) i += 1;',
    'const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);\nexport const all = pairs.every(isSame);',
    '// lib/diff.js\nmodule.exports = function (a, b) { return a.filter(function (x) { return b.some(function (y) { return JSON.stringify(x) === JSON.stringify(y); }); }); };',
    'const Rows = ({ rows, old }) => <ul>{rows.map((row, i) => <li key={row.id} className={JSON.stringify(row) !== JSON.stringify(old[i]) ? "new" : ""} />)}</ul>;',
  ],
  silent: [
    'for (const key in options) if (JSON.stringify(device[key]) !== JSON.stringify(options[key])) changed[key] = options[key];',
    'if (JSON.stringify(a) !== JSON.stringify(b)) save(a);',
    'export const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);',
    'for (const row of rows) if (JSON.stringify(row) !== stored.get(row.id)) write(row);',
    'for (const row of rows) if (hash(JSON.stringify(row)) === hash(JSON.stringify(old))) skip(row);',
    'for (const row of rows) if (JSON.stringify(row, null, 2) === JSON.stringify(old, null, 2)) skip(row);',
    'for (const row of rows) if (JSON.stringify(row) < JSON.stringify(old)) skip(row);',
    'import { JSON } from "./json5"; for (const row of rows) if (JSON.stringify(row) === JSON.stringify(old)) skip(row);',
    'for (const key of ["a", "b"]) if (JSON.stringify(x[key]) !== JSON.stringify(y[key])) out.push(key);',
    'for (const row of rows) if (yaml.stringify(row) === yaml.stringify(old)) skip(row);',
    '// src/a.test.ts\nfor (const row of rows) if (JSON.stringify(row) === JSON.stringify(old)) skip(row);',
  ],
};
