import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function collect(pages: Page[]) {\n  let rows: Row[] = [];\n  for (const page of pages) rows = rows.concat(page.rows);\n  return rows;\n}',
    '// walk.js\nfunction walk(node) {\n  let found = [node];\n  node.children.forEach((child) => {\n    found = found.concat(walk(child));\n  });\n  return found;\n}',
    'const flat = lists.reduce((all, list) => all.concat(list), []);',
    'const files = folders.reduce<string[]>(function (all, folder) {\n  if (!folder.isOpen) return all;\n  return all.concat(readdirSync(folder.path));\n}, []);',
    'let numbers = Array.from(first);\nfor (let i = 1; i < parts.length; i += 1) {\n  numbers = numbers.concat(parts[i]!.numbers, [i]);\n}',
    'class Store {\n  all() {\n    let items: Item[] = [];\n    for (const key of this.order) {\n      const part = this.parts.get(key);\n      if (part) items = items.concat(part);\n    }\n    return items;\n  }\n}',
    "var lines = [];\nwhile (rest.length > 0) {\n  var line = rest.slice(0, width);\n  lines = lines.concat([line]);\n  rest = rest.slice(width);\n}\nvar rest = '';",
    'const errors = checks.reduce((found: Problem[], check) => (check.isOn ? found.concat(check.run(file)) : found), []);',
    'async function read(stream: AsyncIterable<Row[]>) {\n  let rows: Row[] = [];\n  for await (const some of stream) rows = rows.concat(some);\n  return rows;\n}',
    'const tokens = words.reduce((all, word) => {\n  const own = split(word);\n  return all.concat(own).concat([SPACE]);\n}, [] as Token[]);',
    'let points: number[][] = [];\nfor (const shape of shapes) points = points.concat(shape.points.map((point) => [point.x, point.y]));',
  ],
  silent: [
    // No lists, or nobody knows.
    "let text = '';\nfor (const word of words) text = text.concat(word);",
    'function f(all, pages) { for (const page of pages) all = all.concat(page); return all; }',
    'const text = words.reduce((all, word) => all.concat(word), "");',
    'const all = words.reduce((all, word) => all.concat(word));',
    'let bytes = Buffer.alloc(0); for (const chunk of chunks) bytes = Buffer.concat([bytes, chunk]);',
    "const list = names.reduce((all, name) => all.concat(name), List());\nimport { List } from 'immutable';",
    // Not what grows.
    'for (const page of pages) { const rows = [head].concat(page.rows); show(rows); }',
    'let rows: Row[] = []; for (const page of pages) rows = base.concat(page.rows);',
    'for (const page of pages) { let rows: Row[] = []; rows = rows.concat(page.rows); show(rows); }',
    'let rows: Row[] = []; rows = rows.concat(first).concat(second);',
    'let rows: Row[] = []; const add = (more: Row[]) => { rows = rows.concat(more); };',
    'const all = pages.reduce((acc, page) => { acc.rows = acc.rows.concat(page.rows); return acc; }, { rows: [] });',
    // Others have it.
    'let path: string[] = []; const all: string[][] = []; for (const part of parts) { path = path.concat(part); all.push(path); }',
    'let rows = initial; for (const page of pages) rows = rows.concat(page.rows);\nconst initial: Row[] = [];',
    'let rows: Row[] = []; for (const page of pages) { rows = rows.concat(page.rows); setRows(rows); }',
    'let rows: Row[] = []; publish(rows); for (const page of pages) rows = rows.concat(page.rows);',
    // Few turns, or slow ones.
    'function* walk(folders: string[]) { let files: string[] = []; for (const folder of folders) files = files.concat(yield list(folder)); return files; }',
    'let names: string[] = []; for (const folder of folders) names = names.concat(fs.readdirSync(folder));',
    'let all: Row[] = [];\nfor (let at = 0; at < parts.length; at += 4096) all = all.concat(...parts.slice(at, at + 4096));',
    'let names: string[] = [];\nlet at = type;\ndo {\n  names = names.concat(at.names);\n  at = at.parent;\n} while (at);',
    'let all: string[] = []; for (let proto = value; proto; proto = Object.getPrototypeOf(proto)) all = all.concat(Object.getOwnPropertyNames(proto));',
    'let candidateFlags: string[] = []; for (const command of commands) candidateFlags = candidateFlags.concat(command.flags);',
    'const all = [head, body, foot].reduce((rows, part) => rows.concat(part.rows), []);',
    'let names: string[] = []; for (const plugin of plugins) names = names.concat(plugin.names);',
    'async function f(url: string | null) { let rows: Row[] = []; while (url) { const page = await load(url); rows = rows.concat(page.rows); url = page.next; } return rows; }',
  ],
  fixed: [
    [
      "let rows: string[] = [];\nfor (const line of text.split('\\n')) rows = rows.concat(line.trim()); // one each",
      "let rows: string[] = [];\nfor (const line of text.split('\\n')) rows.push(line.trim()); // one each",
    ],
    [
      'let all: Row[] = [];\nfor (const page of pages) {\n  all = all.concat([page.first, /* and */ page.last]);\n}',
      'let all: Row[] = [];\nfor (const page of pages) {\n  all.push(page.first, /* and */ page.last);\n}',
    ],
    [
      'function f(lists: string[][]) {\n  let all: string[] = [];\n  lists.forEach((list: string[]) => {\n    all = all.concat(list);\n  });\n  return all;\n}',
      'function f(lists: string[][]) {\n  let all: string[] = [];\n  lists.forEach((list: string[]) => {\n    for (const element of list) all.push(element);\n  });\n  return all;\n}',
    ],
    [
      'let all: Row[] = [];\nfor (const id of ids) if (id) all = all.concat({ id, size: 1 }, { id: `${id}-b`, size: 2 });\nelse skip();',
      'let all: Row[] = [];\nfor (const id of ids) if (id) all.push({ id, size: 1 }, { id: `${id}-b`, size: 2 });\nelse skip();',
    ],
    [
      'let all: Row[] = [];\nfor (const page of pages) all = all.concat(page.rows);',
      'let all: Row[] = [];\nfor (const page of pages) all = all.concat(page.rows);',
    ],
    [
      'let all: number[] = [1];\nfor (const id of ids) all = all.concat(all.slice(id));',
      'let all: number[] = [1];\nfor (const id of ids) all = all.concat(all.slice(id));',
    ],
    [
      'let all: Row[] = [];\nfor (const id of ids) all = /* longer */ all.concat([id]);',
      'let all: Row[] = [];\nfor (const id of ids) all = /* longer */ all.concat([id]);',
    ],
  ],
};
