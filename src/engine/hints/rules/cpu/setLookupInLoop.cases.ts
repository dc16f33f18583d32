import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function withoutOld(posts: Post[], oldIds: string[]): Post[] {\n  return posts.filter((post) => !oldIds.includes(post.id));\n}',
    "import { readFileSync } from 'node:fs';\nconst words = readFileSync('words.txt', 'utf8').split('\\n');\nfor (const line of input.split('\\n')) {\n  const [first] = line.split(' ');\n  if (words.includes(first)) count += 1;\n}",
    '// report.js\nfunction missing(users, sent) {\n  const addresses = Array.from(sent, (mail) => mail.to);\n  const list = [];\n  for (const user of users) {\n    if (addresses.indexOf(user.mail) === -1) list.push(user);\n  }\n  return list;\n}',
    'class Selection {\n  rows(all: readonly Row[], selected: readonly number[]) {\n    return all.map((row) => ({ ...row, isSelected: selected.includes(row.index) }));\n  }\n}',
    'async function prune(store: Store, live: string[]) {\n  for await (const entry of store.entries()) {\n    if (!live.includes(entry.hash)) store.drop(entry);\n  }\n}',
    'const visited = Object.keys(graph);\nfor (let i = 0; i < edges.length; i += 1) {\n  const { to } = edges[i]!;\n  if (visited.indexOf(to) >= 0) mark(to);\n}',
    '// total.js\n/**\n * @param {string[]} wanted\n * @param {Map<string, number>} files\n */\nexport function total(wanted, files) {\n  let sum = 0;\n  files.forEach((size, name) => {\n    if (wanted.includes(name)) sum += size;\n  });\n  return sum;\n}',
    'export function Rows({ rows, picked = [] }: Props) {\n  const hidden: string[] = useHidden();\n  return <ul>{rows.map((row) => <li key={row.id} hidden={hidden.includes(row.id)}>{row.name}</li>)}</ul>;\n}',
    'const duplicates = (left: number[], right: number[]) => left.reduce((count, id) => (right.includes(id) ? count + 1 : count), 0);',
    'const stale = [...before.keys()];\nconst now = stale.slice();\nwhile (queue.length > 0) {\n  const job = queue.pop()!;\n  if (~now.indexOf(job.file)) rebuild(job);\n}',
    'function order(blocks: Block[], done: string[]) {\n  return blocks.toSorted((a, b) => Number(done.includes(b.id)) - Number(done.includes(a.id)));\n}',
    'function overlaps(groups: string[][], seen: string[]) {\n  const found = [];\n  for (const group of groups) if (group.some((name) => seen.includes(name))) found.push(group);\n  return found;\n}',
  ],
  silent: [
    // May be strings, or nobody knows.
    'function matching(lines: string[], text: string) { return lines.filter((line) => text.includes(line)); }',
    '// a.js\nexport const matching = (lines, wanted) => lines.filter((line) => wanted.includes(line));',
    'function bytes(buffer: Buffer, marks: number[]) { return marks.filter((mark) => buffer.includes(mark)); }',
    'function has(view: Uint8Array, codes: number[]) { return codes.map((code) => view.indexOf(code) !== -1); }',
    'function either(list: string | string[], names: string[]) { return names.filter((name) => list.includes(name)); }',
    // Short ones.
    "const endings = ['.js', '.ts', '.jsx', '.tsx'];\nexport const sources = files.filter((file) => endings.includes(path.extname(file)));",
    "for (const word of words) {\n  const small = ['a', 'an', 'the', 'of', 'and'];\n  if (small.includes(word)) continue;\n  out.push(word);\n}",
    "const vowels = 'a e i o u'.split(' ');\nfor (const sign of text) if (vowels.includes(sign)) count += 1;",
    'export const allowed = (files: File[], extensions: string[]) => files.filter((file) => extensions.includes(file.ext));',
    'export function omit(value: object, keys: string[]) {\n  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));\n}',
    'function f(ids: string[]) { for (let tries = 0; tries < 3; tries += 1) if (ids.includes(next())) return true; }',
    "function f(files: string[]) { return ['package.json', 'README.md'].filter((name) => files.includes(name)); }",
    "var builtins = ['__flags', '__methods', '_obj', 'assert'];\nproperties(target).forEach(function (name) {\n  if (builtins.indexOf(name) === -1) copy(name);\n});",
    'const shared = (a: object, b: object) => { const bKeys = Object.keys(b); return Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1); };',
    'function f(folder: string, known: string[]) { while (folder !== root) { if (known.includes(folder)) add(folder); folder = path.dirname(folder); } }',
    'const count = (...wanted: string[]) => rows.filter((row) => wanted.includes(row.state)).length;',
    "const places = (name.startsWith('refs/') ? [''] : ['refs/tags/', 'refs/heads/']).map((each) => each + name);\nexport const found = refs.filter((ref) => places.includes(ref.name));",
    'function isOwn(ref: Ref, nodes: Node[]) { let scope = ref.from; while (scope) { if (nodes.includes(scope.block)) return true; scope = scope.upper; } return false; }',
    // Changed, or may be.
    'const seen: string[] = [];\nfor (const name of names) {\n  if (seen.includes(name)) continue;\n  seen.push(name);\n}',
    'const seen: string[] = [];\nconst add = (name: string) => { seen.push(name); };\nfor (const name of names) if (!seen.includes(name)) add(name);',
    'function f(rows: Row[], ids: string[]) { for (const row of rows) { if (ids.includes(row.id)) remember(ids); } }',
    'for (const group of groups) {\n  const members = group.members.map(({ id }) => id);\n  if (members.includes(group.owner)) owners.push(group);\n}',
    // Ends with the first, is always the same, or waits.
    'function free(name: string, taken: string[]) {\n  let number = 2;\n  while (taken.includes(`${name}${number}`)) number += 1;\n  return `${name}${number}`;\n}',
    'const isAllowed = (wanted: string[], granted: string[]) => wanted.every((name) => granted.includes(name));',
    'function f(rows: Row[], ids: string[], id: string) { return rows.map((row) => ({ ...row, isKnown: ids.includes(id) })); }',
    'async function f(rows: Row[], ids: string[]) { for (const row of rows) if (!ids.includes(row.id)) await remove(row); }',
    // The place is needed.
    'const sorted = rows.toSorted((a: Row, b: Row) => order.indexOf(a.kind) - order.indexOf(b.kind));',
    'function f(rows: Row[], ids: string[]) { return rows.map((row) => ids.indexOf(row.id)); }',
    'function f(rows: Row[], ids: string[]) { for (const row of rows) if (ids.indexOf(row.id) > 0) g(row); }',
    // Not in a loop, or in one that nobody knows of.
    'const isKnown = (id: string, ids: string[]) => ids.includes(id);',
    'function f(rows: Row[], ids: string[]) { for (const row of rows) row.onClick = () => ids.includes(row.id); }',
    'const known = new Set(ids); for (const row of rows) if (known.has(row.id)) keep(row);',
  ],
  fixed: [
    [
      'function f(rows: Row[], ids: string[]) {\n  // Those that we have.\n  return rows.filter((row) => ids.includes(row.id /* of the row */));\n}',
      'function f(rows: Row[], ids: string[]) {\n  // Those that we have.\n  const idsSet = new Set(ids);\n  return rows.filter((row) => idsSet.has(row.id /* of the row */));\n}',
    ],
    [
      'function f(rows: Row[], ids: string[]) {\n  for (const row of rows) {\n    if (ids.indexOf(row.id) === -1) add(row);\n    else if (ids.includes(row.parent)) move(row);\n  }\n}',
      'function f(rows: Row[], ids: string[]) {\n  const idsSet = new Set(ids);\n  for (const row of rows) {\n    if (!idsSet.has(row.id)) add(row);\n    else if (idsSet.has(row.parent)) move(row);\n  }\n}',
    ],
    [
      'const ids: string[] = load(); const idsSet = 1; rows.forEach((row) => { if (~ids.indexOf(row.id)) mark(row); });',
      'const ids: string[] = load(); const idsSet = 1; const idsSet2 = new Set(ids); rows.forEach((row) => { if (idsSet2.has(row.id)) mark(row); });',
    ],
    [
      'function f(rows: Row[], ids: string[]) {\r\n\tfor (const row of rows) if ((ids as string[]).includes(`${row.a}-${row.b}`)) g(row);\r\n}',
      'function f(rows: Row[], ids: string[]) {\r\n\tconst idsSet = new Set(ids);\r\n\tfor (const row of rows) if (idsSet.has(`${row.a}-${row.b}`)) g(row);\r\n}',
    ],
    [
      'const f = (rows: Row[], ids: string[]) => rows.filter((row) => ids.includes(row.id));',
      'const f = (rows: Row[], ids: string[]) => rows.filter((row) => ids.includes(row.id));',
    ],
    [
      'function f(a: string[], b: string[]) { outer: for (const x of a) { if (b.indexOf(x) < 0) continue outer; g(x); } }',
      'function f(a: string[], b: string[]) { const bSet = new Set(b); outer: for (const x of a) { if (!bSet.has(x)) continue outer; g(x); } }',
    ],
  ],
};
