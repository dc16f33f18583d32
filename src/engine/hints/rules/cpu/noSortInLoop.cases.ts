import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function sizesOf(files: File[]): number[] {\n  const sizes: number[] = [];\n  for (const file of files) {\n    sizes.push(file.size);\n    sizes.sort((a, b) => a - b);\n  }\n  return sizes;\n}',
    '// names.js\nfunction names(users) {\n  const list = [];\n  users.forEach((user) => {\n    list.push(user.name);\n    list.sort();\n  });\n  return list;\n}',
    'let rows: Row[] = [];\nfor (let i = 0; i < lines.length; i += 1) {\n  const row = parse(lines[i]!);\n  if (row) rows.push(row);\n  rows.sort(byDate);\n}',
    'class Board {\n  add(scores: Map<string, number>) {\n    const all: Entry[] = [];\n    for (const [name, score] of scores) {\n      all.push({ name, score });\n      all.sort((a, b) => b.score - a.score);\n    }\n    this.entries = all.slice(0, 10);\n  }\n}',
    'const found: string[] = [];\nfor (const folder of folders) {\n  for (const file of folder.files) found.push(file);\n  found.sort();\n}',
    'const found: string[] = [];\nfor (const folder of folders)\n  for (const file of folder.files) {\n    found.push(file);\n    found.sort();\n  }\nshow(found);',
    'async function load(stream: AsyncIterable<Row>) {\n  const rows: Row[] = [];\n  for await (const row of stream) {\n    rows.push(row);\n    console.log(rows.length);\n    rows.sort(compare);\n  }\n  return rows;\n}',
    'const times: number[] = [];\nwhile (clock.now() < end) {\n  const start = clock.now();\n  work();\n  times.push(clock.now() - start);\n  times.sort((a, b) => a - b);\n}\nprint(times[times.length >> 1]);',
  ],
  silent: [
    // Its order is needed in each turn.
    'const open: Node[] = [start];\nwhile (open.length > 0) {\n  const node = open.shift()!;\n  for (const next of node.next) open.push(next);\n  open.sort((a, b) => a.cost - b.cost);\n}',
    'const best: number[] = [];\nfor (const value of values) {\n  best.push(value);\n  best.sort();\n  if (best[0] === value) lowest(value);\n}',
    'const top: Row[] = [];\nfor (const row of rows) {\n  top.push(row);\n  top.sort(compare);\n  top.length = Math.min(top.length, 10);\n}',
    'const top: Row[] = [];\nfor (const row of rows) {\n  top.push(row);\n  top.sort(compare);\n  if (top.length > 10) top.pop();\n}',
    'const all: Row[] = [];\nfor (const row of rows) { all.push(row); all.sort(compare); draw(all); }',
    'const all: Row[] = [];\nconst first = () => all[0];\nfor (const row of rows) { all.push(row); all.sort(compare); report(first()); }',
    'const all: Row[] = [];\nfor (const row of rows) { all.push(row); const sorted = all.sort(compare); keep(sorted[0]); }',
    // Another list, nothing added, not each turn.
    'for (const group of groups) { const rows: Row[] = []; for (const row of group) rows.push(row); rows.sort(compare); show(rows); }',
    'for (const row of rows) { row.tags.push(tag); row.tags.sort(); }',
    'const all: Row[] = load(); for (const round of rounds) { all.sort(compare); play(round); }',
    'const all: Row[] = []; for (const row of rows) { all.push(row); if (row.isLast) all.sort(compare); }',
    // No list, short, or no loop.
    'function f(all, rows) { for (const row of rows) { all.push(row); all.sort(compare); } }',
    'const all: Row[] = []; for (let i = 0; i < 3; i += 1) { all.push(read(i)); all.sort(compare); }',
    'const all: Row[] = []; const add = (row: Row) => { all.push(row); all.sort(compare); };',
    'const all: Row[] = []; for (const row of rows) all.push(row);\nall.sort(compare);',
  ],
  fixed: [
    [
      'const sizes: number[] = [];\nfor (const file of files) {\n  sizes.push(file.size); // one each\n  // Smallest first.\n  sizes.sort((a, b) => a - b);\n}\nshow(sizes);',
      'const sizes: number[] = [];\nfor (const file of files) {\n  sizes.push(file.size); // one each\n  // Smallest first.\n}\nsizes.sort((a, b) => a - b);\nshow(sizes);',
    ],
    [
      'const all: string[] = []; for (const a of as) { for (const b of a) { all.push(b); all.sort(); } } show(all);',
      'const all: string[] = []; for (const a of as) { for (const b of a) { all.push(b); } } all.sort(); show(all);',
    ],
    [
      'const all: Row[] = [];\nfor (const row of rows) {\n  all.push(row);\n  all.sort((a, b) => row.compare(a, b));\n}',
      'const all: Row[] = [];\nfor (const row of rows) {\n  all.push(row);\n  all.sort((a, b) => row.compare(a, b));\n}',
    ],
    [
      'function f(rows: Row[]) {\n  const all: Row[] = [];\n  for (const row of rows) {\n    all.push(row);\n    all.sort();\n    if (row.isLast) return all;\n  }\n}',
      'function f(rows: Row[]) {\n  const all: Row[] = [];\n  for (const row of rows) {\n    all.push(row);\n    all.sort();\n    if (row.isLast) return all;\n  }\n}',
    ],
  ],
};
