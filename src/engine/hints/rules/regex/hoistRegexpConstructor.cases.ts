import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    "export function search(users: User[], query: string) { return users.filter((user) => new RegExp(query, 'i').test(user.name)); }",
    'function count(lines, word) {\n  let total = 0;\n  for (const line of lines) {\n    const re = new RegExp(`\\\\b${word}\\\\b`);\n    if (re.test(line)) total += 1;\n  }\n  return total;\n}',
    "for (const file of files) { if (RegExp('\\\\.' + extension + '$').test(file)) keep(file); }",
    'class Filter { apply(rows: Row[], text: string) { return rows.some((row) => row.title.match(new RegExp(escapeRegExp(text), "i"))); } }',
    "const PREFIX = 'on[A-Z]';\nconst isEvent = (name) => new RegExp(PREFIX).test(name);\nexport const events = (props) => Object.keys(props).filter((key) => isEvent(key));",
    "const isHidden = (name) => new RegExp('^[._]').test(name);\nconst shown = entries.filter(isHidden);",
    'while (index < lines.length) { const m = new RegExp(marker).exec(lines[index]); index += m ? 2 : 1; }',
    'for (const group of groups) for (const name of group.names) if (new RegExp(group.pattern).test(name)) group.found.push(name);',
    'function clean(cells: string[], mark: string) { return cells.map((cell) => cell.replace(new RegExp(mark, "g"), "")); }',
    "export const Marked = ({ words, query }) => <ul>{words.map((word) => <li key={word}>{word.split(new RegExp(`(${query.trim()})`, 'i'))}</li>)}</ul>;",
    "const routes = paths.reduce((all, path) => { all[path.replace(new RegExp(`^${base}`), '')] = path; return all; }, {});",
    "for (let i = 0; i < rows.length; i += 1) { const sticky = new RegExp(token, 'y'); sticky.lastIndex = i; while (sticky.test(rows[i])) count += 1; }",
    '// lib/match.js\nmodule.exports = function match(list, opts) {\n  return list.find(function (item) { return new RegExp(opts.source, opts.flags).test(item); });\n};',
  ],
  silent: [
    'for (const word of words) if (new RegExp(word).test(text)) found.push(word);',
    'const expressions = patterns.map((pattern) => new RegExp(pattern));',
    'const isMatch = (text: string, pattern: string) => new RegExp(pattern).test(text);',
    "const PATTERN = new RegExp(['a', 'b'].join('|'));",
    'for (const line of lines) if (/^#/.test(line)) comments += 1;',
    "for (const key of ['name', 'title']) if (new RegExp(query).test(row[key])) return true;",
    'for (const rule of rules) { const { source } = rule; if (new RegExp(source).test(text)) break; }',
    'function f(texts, pattern) { for (const text of texts) { if (new RegExp(pattern).test(text)) pattern = next(text); } }',
    'class Lexer { all(texts) { return texts.map((text) => new RegExp(this.source).test(text)); } }',
    'class RegExp {} for (const x of xs) out.push(new RegExp("a"));',
    "import { RegExp } from './dialect'; const all = texts.map((text) => new RegExp('a').test(text));",
    'for (const text of texts) handlers.push(() => new RegExp(query).test(text));',
    "let prefix = ''; function setPrefix(next) { prefix = next; } function f(names) { return names.filter((name) => { setPrefix(name); return new RegExp(prefix).test(name); }); }",
    'for (const row of rows) { try { save(row); } catch (error) { log(new RegExp(filter).test(error.message)); } }',
    'const options = {}; for (const part of parts) { options.pattern = part; if (new RegExp(options.pattern).test(text)) hits += 1; }',
    'for (const text of texts) if (new RegExp(nextPattern()).test(text)) hits += 1;',
    'do { const re = new RegExp(patterns.shift()); ok = re.test(text); } while (patterns.length > 0);',
    'const matches = (word, text) => new RegExp(word).test(text);\nfor (const word of words) if (matches(word, text)) count += 1;',
  ],
  fixed: [
    [
      'function find(names: string[], query: string) {\n  // By any part of the name.\n  return names.filter((name) => new RegExp(query, "i" /* any case */).test(name));\n}',
      'function find(names: string[], query: string) {\n  const pattern = new RegExp(query, "i" /* any case */);\n  // By any part of the name.\n  return names.filter((name) => pattern.test(name));\n}',
    ],
    [
      'export function count(lines, word) {\n  let total = 0;\n  for (const line of lines) {\n    const re = new RegExp(`^${word}`);\n    if (re.test(line)) total += 1;\n  }\n  return total;\n}',
      'export function count(lines, word) {\n  let total = 0;\n  const re = new RegExp(`^${word}`);\n  for (const line of lines) {\n    if (re.test(line)) total += 1;\n  }\n  return total;\n}',
    ],
    [
      "import { PREFIX } from './names';\n\n/** Whether it is one of ours. */\nexport const isOurs = (name) => new RegExp(PREFIX).test(name);\n\nexport const ours = (names) => names.filter(isOurs);",
      "import { PREFIX } from './names';\n\nconst pattern = new RegExp(PREFIX);\n/** Whether it is one of ours. */\nexport const isOurs = (name) => pattern.test(name);\n\nexport const ours = (names) => names.filter(isOurs);",
    ],
    [
      'const clean = (cells, mark) => cells.map((cell) => cell.replace(new RegExp(mark, "g"), ""));',
      'const clean = (cells, mark) => cells.map((cell) => cell.replace(new RegExp(mark, "g"), ""));',
    ],
    [
      'for (const a of as) for (const b of a.list) if (new RegExp(a.source).test(b)) out.push(b);',
      'for (const a of as) for (const b of a.list) if (new RegExp(a.source).test(b)) out.push(b);',
    ],
    [
      'function f(xs, q) { for (const x of xs) if (new RegExp(q, "g").test(x)) g(x); }',
      'function f(xs, q) { for (const x of xs) if (new RegExp(q, "g").test(x)) g(x); }',
    ],
    [
      'function f(xs, q) { for (const x of xs) if (new RegExp(q).test(x)) g(x); }',
      'function f(xs, q) { const pattern = new RegExp(q); for (const x of xs) if (pattern.test(x)) g(x); }',
    ],
  ],
};
