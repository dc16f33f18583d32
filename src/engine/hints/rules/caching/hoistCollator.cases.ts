import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'files.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));',
    "export const sorted = (users: User[], locale: string) => [...users].sort((a, b) => a.name.localeCompare(b.name, locale, { sensitivity: 'base' }));",
    "const OPTIONS: Intl.CollatorOptions = { numeric: true, sensitivity: 'base' };\nfunction byVersion(a: string, b: string) { return a.localeCompare(b, 'en', OPTIONS); }\nexport const versions = tags.toSorted(byVersion);",
    'const byLabel = (a, b) => a.label.localeCompare(b.label, [], { numeric: true }) || a.id - b.id;\noptions.sort(byLabel);',
    "class Table { sort(rows: Row[], key: keyof Row) { rows.sort((a, b) => { const order = String(a[key]).localeCompare(String(b[key]), 'sv', { caseFirst: 'upper' }); return order; }); } }",
    "const found = names.filter((name) => name.localeCompare(query, 'en', { sensitivity: 'accent' }) === 0);",
    'for (const name of names) { if (name.localeCompare(best, undefined, { ignorePunctuation: true }) > 0) best = name; }',
    '// sort.js\nmodule.exports = function sortBy(list, key, opts) {\n  return list.sort(function (a, b) { return a[key].localeCompare(b[key], opts.locale, opts.collation); });\n};',
    "export const Names = ({ people }) => <ul>{people.sort((a, b) => a.name?.localeCompare(b.name, 'de', { numeric: true })).map((p) => <li key={p.id}>{p.name}</li>)}</ul>;",
  ],
  silent: [
    'names.sort((a, b) => a.localeCompare(b));',
    "names.sort((a, b) => a.localeCompare(b, 'de'));",
    "names.sort((a, b) => a.localeCompare(b, 'de', undefined));",
    "const collator = new Intl.Collator('de', { numeric: true }); names.sort(collator.compare);",
    "const isSame = (a: string, b: string) => a.localeCompare(b, undefined, { sensitivity: 'base' }) === 0;",
    "['b', 'a', 'c'].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));",
    'rows.sort((a, b) => a.name.localeCompare(b.name, a.locale, { numeric: true }));',
    "rows.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: a.isNumber }));",
    "for (const row of rows) row.onCompare = (other) => row.name.localeCompare(other.name, 'en', { numeric: true });",
    'rows.sort((a, b) => a.name.localeCompare(...args));',
    'rows.sort((a, b) => localeCompare(a.name, b.name, { numeric: true }));',
    "for (const key of keys) { options.numeric = key.isNumber; a = x.localeCompare(y, 'en', optionsOf(key)); }",
  ],
  fixed: [
    [
      'export function sortFiles(files: File[]) {\n  return files.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true })); // as people count\n}',
      'export function sortFiles(files: File[]) {\n  const collator = new Intl.Collator(undefined, { numeric: true });\n  return files.sort((a, b) => collator.compare(a.name, b.name)); // as people count\n}',
    ],
    [
      "const byName = (a, b) => a.name.localeCompare(b.name, 'de', { numeric: true }) || a.id - b.id;\nrows.sort(byName);",
      "const collator = new Intl.Collator('de', { numeric: true });\nconst byName = (a, b) => collator.compare(a.name, b.name) || a.id - b.id;\nrows.sort(byName);",
    ],
    [
      'const sort = (rows, locale) => rows.sort((a, b) => a.localeCompare(b, locale, { numeric: true }));',
      'const sort = (rows, locale) => rows.sort((a, b) => a.localeCompare(b, locale, { numeric: true }));',
    ],
    [
      "rows.sort((a, b) => a.name?.localeCompare(b.name, 'de', { numeric: true }));",
      "rows.sort((a, b) => a.name?.localeCompare(b.name, 'de', { numeric: true }));",
    ],
  ],
};
