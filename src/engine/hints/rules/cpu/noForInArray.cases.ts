import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export function total(prices: number[]) { let sum = 0; for (const index in prices) sum += prices[index]; return sum; }',
    "const lines = text.split('\\n'); for (const at in lines) { print(lines[at]); }",
    'function all(rows: readonly Row[]) { for (let i in rows) { if (rows[i].isOpen) open(rows[i]); } }',
    '// lib/users.js\nfunction ids(users) {\n  var list = users.data.filter(Boolean).map(function (user) { return user.id; });\n  var names = Object.keys(users.byName);\n  for (var i in names) {\n    list.push(users.byName[names[i]].id);\n  }\n  return list;\n}',
    'class Graph { edges: Edge[] = []; weight() { let sum = 0; for (const at in this.edges) sum += this.edges[at].weight; return sum; } }',
    '// lib/a.js\n/** @param {string[]} words */\nfunction longest(words) { let best = ""; for (const w in words) if (words[w].length > best.length) best = words[w]; return best; }',
    'async function send(messages: Array<Message>) { for (const index in messages) await post(messages[index]); }',
    'const found = [...nodes]; for (const index in found) { console.log(`${index}: ${found[index]}`); }',
    'export const sum = (values: number[]) => { let all = 0; for (var i in values) if (values.hasOwnProperty(i)) all += values[i]; return all; };',
  ],
  silent: [
    '// src/a.js\n/** @param {Array} order */ function f(order, id) { for (const key in order) keep(key); return order[String(id)]; }',
    'for (const key in options) if (options[key]) use(key);',
    'function all(byId: Record<string, Row>) { for (const id in byId) use(byId[id]); }',
    'const byId = []; for (const row of rows) byId[row.id] = row; for (const id in byId) use(byId[id]);',
    'const places = new Array(1000); fill(places); for (const at in places) use(places[at]);',
    "for (const index in ['a', 'b', 'c']) use(index);",
    'function f(rows: Row[]) { for (const row of rows) use(row); }',
    'function f(rows: Row[]) { for (let index = 0; index < rows.length; index += 1) use(rows[index]); }',
    'function f(table: Row[] | Record<string, Row>) { for (const key in table) use(table[key]); }',
    'function load(extensions: string[]) { for (const index in extensions) use(extensions[index]); }',
    'const copy = {}; for (const key in source) copy[key] = source[key];',
    '// src/a.test.ts\nfunction f(rows: Row[]) { for (const index in rows) use(rows[index]); }',
  ],
  fixed: [
    [
      "const lines = text.split('\\n'); for (const at in lines) print(lines[at]);",
      "const lines = text.split('\\n'); for (let at = 0; at < lines.length; at += 1) print(lines[at]);",
    ],
    [
      'function f(rows: Row[]) { for (const at in rows) { use(rows[at], other[at]); } }',
      'function f(rows: Row[]) { for (let at = 0; at < rows.length; at += 1) { use(rows[at], other[at]); } }',
    ],
    ['function f(rows: Row[]) { for (const at in rows) use(at); }', 'function f(rows: Row[]) { for (const at in rows) use(at); }'],
    ['function f(rows: Row[]) { for (var at in rows) use(rows[at]); }', 'function f(rows: Row[]) { for (var at in rows) use(rows[at]); }'],
    [
      'function f(rows: Row[]) { for (const at /* place */ in rows) use(rows[at]); }',
      'function f(rows: Row[]) { for (const at /* place */ in rows) use(rows[at]); }',
    ],
  ],
};
