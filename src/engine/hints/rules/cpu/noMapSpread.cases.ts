import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const rows = ids.map((id) => ({ id, price: priceOf(id) })).map((row) => ({ ...row, total: row.price * 2 }));',
    'function rank(users: User[]) { const scored = users.map((user) => ({ user, score: scoreOf(user) })); return scored.map((each) => ({ ...each, rank: rankOf(each.score) })); }',
    '// lib/a.js\nmodule.exports = (lines) =>\n  lines\n    .map(function (line) { return { line, at: line.indexOf("=") }; })\n    .filter((each) => each.at > 0)\n    .map((each) => ({ ...each, key: each.line.slice(0, each.at) }));',
    'const safe = users.map(({ password, ...rest }) => rest);',
    'export const plain = (rows: Row[]) => rows.map(({ id: _id, meta, ...others }) => { return others; });',
    'const points = list.map((x) => ({ x, y: f(x) })).toSorted((a, b) => a.y - b.y).map((point) => ({ ...point, z: 0 }));',
    'class Table { list() { return this.rows.map((row) => ({ name: row.name })).map((row) => ({ ...row, label: this.label(row) })); } }',
    'const made = ids.map((id) => ({ id })); const all = (made as Row[]).map((row) => ({ ...row, isNew: true }));',
  ],
  silent: [
    'const rows = list.map((row) => ({ ...row, total: row.price * 2 }));',
    'setRows((rows) => rows.map((row) => (row.id === id ? { ...row, isOpen: true } : row)));',
    'const made = ids.map((id) => ({ id })); keep(made); const all = made.map((row) => ({ ...row, isNew: true }));',
    'const rows = ids.map((id) => load(id)).map((row) => ({ ...row, isNew: true }));',
    'const rows = ids.map((id) => ({ id })).map((row) => ({ ...defaults, ...row }));',
    'const rows = users.map(({ password, ...rest }) => ({ user: rest, hash: hashOf(password) }));',
    'const Row = ({ label, ...props }) => <div {...props}>{label}</div>;',
    'const rows = ids.map((id) => ({ id })).map((row) => row.id);',
    'const { password, ...rest } = user;',
    'const rows = ids.map((id) => ({ id })).map((row, index) => Object.assign(row, { index }));',
  ],
};
