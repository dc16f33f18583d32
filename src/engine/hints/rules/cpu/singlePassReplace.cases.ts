import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "const slug = title.split(' ').join('-');",
    'export function escaped(text: string): string { return text.split("&").join("&amp;"); }',
    "const file = path.split('\\\\').join('/');",
    '// lib/a.js\nmodule.exports = function (template, values) {\n  for (const key of Object.keys(values)) template = template.split(`%`).join(values[key]);\n  return template;\n};',
    "const SEPARATOR = ', '; const lines = (text) => text.split(SEPARATOR).join('\\n');",
    "const plain = text.trim().split('$').join('$$').toLowerCase();",
    "class Name { get short() { return this.long.split('_').join(''); } }",
    "const parts = lines.map((line) => (line.split('\\t')).join('  '));",
  ],
  silent: [
    "const slug = title.split(/\\s+/).join('-');",
    "const reversed = word.split('').join('-');",
    "const words = text.split(' ').filter(Boolean).join(' ');",
    "const slug = title.replaceAll(' ', '-');",
    'const slug = title.split(separator).join("-");',
    "const first = title.split(' ', 2).join('-');",
    "const list = title.split(' '); const slug = list.join('-');",
    "const text = rows.map((row) => row.name).join(', ');",
    "const safe = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');",
    "const slug = title?.split(' ')?.join('-');",
  ],
  fixed: [
    ["const a = b.split(' ').join('-');", "const a = b.replaceAll(' ', '-');"],
    ["const a = b.trim().split(' ').join('$1').slice(1);", "const a = b.trim().replaceAll(' ', () => '$1').slice(1);"],
    ["const a = b.split(' ').join(c);", "const a = b.split(' ').join(c);"],
    ["const a = b.split(' ') /* words */.join('-');", "const a = b.split(' ') /* words */.join('-');"],
  ],
};
