import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'function total(prices: number[]) { let sum = 0; for (const [index, price] of prices.entries()) sum += index * price; return sum; }',
    "const lines = text.split('\\n'); for (const [at, line] of lines.entries()) { if (line === '') empty.push(at); }",
    'class Grid { rows: Row[] = []; paint() { for (const [y, row] of this.rows.entries()) for (const [x, cell] of row.cells.entries()) draw(x, y, cell); } }',
    '// lib/a.js\nexports.find = (list) => {\n  const known = Object.values(list);\n  for (const [index, { id }] of known.entries()) {\n    if (id === wanted) return index;\n  }\n};',
    '/** x */ function f(words: ReadonlyArray<string>) { for (const [index] of words.entries()) use(index); }',
    'for (let [index, node] of [...nodes].entries()) { visit(node, index); }',
    'const sorted = rows.toSorted(byName); for (const [place, row] of (sorted).entries()) row.place = place;',
    'function f(points: Point[]) { for (const [index, point] of points.entries()) { index % 2 === 0 && draw(point); } }',
  ],
  silent: [
    'for (const [id, user] of users.entries()) use(id, user);',
    'const byId = new Map<string, User>(); for (const [id, user] of byId.entries()) use(id, user);',
    'function f(ids: Set<string>) { for (const [id] of ids.entries()) use(id); }',
    'function f(form: FormData) { for (const [name, value] of form.entries()) use(name, value); }',
    "for (const [index, size] of ['s', 'm', 'l'].entries()) sizes[index] = size;",
    'function f(prices: number[]) { for (const price of prices) use(price); }',
    'function f(prices: number[]) { return [...prices.entries()]; }',
    'function f(columns: Column[]) { for (const [index, column] of columns.entries()) use(index, column); }',
    'for (const [key, value] of Object.entries(prices)) use(key, value);',
  ],
  fixed: [
    [
      'function f(a: A[]) {\n  for (const [i, b] of a.entries()) {\n    use(i, b);\n  }\n}',
      'function f(a: A[]) {\n  for (let i = 0; i < a.length; i += 1) {\n    const b = a[i]!;\n    use(i, b);\n  }\n}',
    ],
    [
      "// a.js\nconst a = text.split(','); for (const [i, { b }] of a.entries()) { use(i, b); }",
      "// a.js\nconst a = text.split(','); for (let i = 0; i < a.length; i += 1) { const { b } = a[i]; use(i, b); }",
    ],
    [
      'function f(a: A[]) { for (const [i] of a.entries()) { use(i); } }',
      'function f(a: A[]) { for (let i = 0; i < a.length; i += 1) { use(i); } }',
    ],
    [
      'function f(a: A[]) { for (const [i, b] of a.entries()) use(i, b); }',
      'function f(a: A[]) { for (const [i, b] of a.entries()) use(i, b); }',
    ],
    [
      'function f(a: A[]) { for (let [i, b] of a.entries()) { i += 1; use(i, b); } }',
      'function f(a: A[]) { for (let [i, b] of a.entries()) { i += 1; use(i, b); } }',
    ],
    [
      'function f(a: A[]) { for (const [i, b /* best */] of a.entries()) { use(i, b); } }',
      'function f(a: A[]) { for (const [i, b /* best */] of a.entries()) { use(i, b); } }',
    ],
  ],
};
