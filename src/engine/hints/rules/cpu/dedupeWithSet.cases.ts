import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'export const unique = (ids: string[]) => ids.filter((id, index) => ids.indexOf(id) === index);',
    '// src/unique.js\nmodule.exports = (list) => list.filter((value, index, self) => self.indexOf(value) === index);',
    'const words = text.split(/\\s+/).filter(function (word, i, all) { return i === all.indexOf(word); });',
    'class Graph { nodes: string[] = []; distinct() { return this.nodes.filter((node, i) => this.nodes.indexOf(node) === i); } }',
    'const authors = posts.map((post) => post.author).filter((author, i, authors) => authors.indexOf(author) == i);',
    'const seen: string[] = []; for (const row of rows) { if (!seen.includes(row.id)) seen.push(row.id); }',
    'function f(rows) { const ids = []; rows.forEach((row) => { if (ids.indexOf(row.id) === -1) ids.push(row.id); }); return ids; }',
    'const all = pages.reduce((urls, page) => { if (!urls.includes(page.url)) urls.push(page.url); return urls; }, [] as string[]);',
    'const visited = []; while (queue.length > 0) { const node = queue.pop(); if (visited.includes(node)) continue; visited.push(node); visit(node); }',
    'class Index { #terms: string[] = []; add(words: string[]) { for (const word of words) if (this.#terms.indexOf(word) < 0) this.#terms.push(word); } }',
    'const people = []; for (let i = 0; i < mails.length; i += 1) { const { from } = mails[i]; if (!(people.indexOf(from) > -1)) { people.push(from); count += 1; } }',
  ],
  silent: [
    'const unique = [...new Set(ids)];',
    'const twice = ids.filter((id, index) => ids.indexOf(id) !== index);',
    'const unique = users.filter((user, i) => users.findIndex((other) => other.id === user.id) === i);',
    'const known = ids.filter((id, index) => others.indexOf(id) === index);',
    'const known = ids.filter((id) => others.indexOf(id) === 0);',
    'const unique = load().filter((id, index) => load().indexOf(id) === index);',
    'const unique = ["a", "b", "a"].filter((id, index, all) => all.indexOf(id) === index);',
    'const bytes = new Uint8Array(9); const unique = bytes.filter((byte, i, all) => all.indexOf(byte) === i);',
    'const unique = userRoles.filter((role, i, all) => all.indexOf(role) === i);',
    'function add(id: string) { if (!this.ids.includes(id)) this.ids.push(id); }',
    'for (const row of rows) { const ids = []; if (!ids.includes(row.id)) ids.push(row.id); save(ids); }',
    'for (const row of rows) { if (!ids.includes(row.id)) others.push(row.id); }',
    'for (const row of rows) { if (!ids.includes(row.id)) ids.push(row.name); }',
    'for (const row of rows) { if (!ids.includes(row.id)) ids.push(row.id); else count += 1; }',
    'for (const file of files) { if (!extensions.includes(file.ext)) extensions.push(file.ext); }',
    'for (const day of ["mon", "tue"]) if (!list.includes(day)) list.push(day);',
    'for (let i = 0; i < 8; i += 1) { const next = pick(); if (!chosen.includes(next)) chosen.push(next); }',
    'for (const row of rows) { if (!row.tags.includes(tag)) row.tags.push(tag); }',
    'for (const row of rows) { if (!text.includes(row.id)) text += row.id; }',
  ],
  fixed: [
    ['const a = ids.filter((id, i) => ids.indexOf(id) === i);', 'const a = [...new Set(ids)];'],
    [
      'const a = this.ids.filter((id, i) => this.ids.indexOf(id) === i).map((id) => `${id}!`);',
      'const a = [...new Set(this.ids)].map((id) => `${id}!`);',
    ],
    [
      'const a = rows.map((row) => row.id /* its own */).filter((id, i, all) => all.indexOf(id) === i);',
      'const a = [...new Set(rows.map((row) => row.id /* its own */))];',
    ],
    ['const a = (b ?? c).filter((id, i, all) => all.indexOf(id) === i);', 'const a = [...new Set((b ?? c))];'],
    ['f()\nids.filter((id, i) => ids.indexOf(id) === i).forEach(g)', 'f()\nids.filter((id, i) => ids.indexOf(id) === i).forEach(g)'],
    ['const a = ids?.filter((id, i) => ids.indexOf(id) === i);', 'const a = ids?.filter((id, i) => ids.indexOf(id) === i);'],
    [
      'const a = ids.filter((id, i) => ids.indexOf(id) /* first */ === i);',
      'const a = ids.filter((id, i) => ids.indexOf(id) /* first */ === i);',
    ],
    [
      'function f(rows: string[]) {\n  const all: string[] = [];\n  for (const row of rows) {\n    if (!all.includes(row)) all.push(row);\n  }\n  return all;\n}',
      'function f(rows: string[]) {\n  const all: string[] = [...new Set(rows)];\n  return all;\n}',
    ],
    [
      'const all = []; for (const row of rows) if (!all.includes(row)) { all.push(row); count(row); }',
      'const all = []; for (const row of rows) if (!all.includes(row)) { all.push(row); count(row); }',
    ],
    [
      'const all = []; for (const row of rows) /* once */ if (!all.includes(row)) all.push(row);',
      'const all = []; for (const row of rows) /* once */ if (!all.includes(row)) all.push(row);',
    ],
    [
      'const all = [first]; for (const row of rows) if (!all.includes(row)) all.push(row);',
      'const all = [first]; for (const row of rows) if (!all.includes(row)) all.push(row);',
    ],
  ],
};
