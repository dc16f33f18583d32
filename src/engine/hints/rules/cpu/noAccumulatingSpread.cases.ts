import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const byId = users.reduce((all, user) => ({ ...all, [user.id]: user }), {});',
    'const ids = groups.reduce<string[]>((all, group) => [...all, group.id], []);',
    'export const total = (rows) => rows.reduce(function (sums, row) { return { ...sums, [row.key]: row.value }; }, {});',
    'const flat = pages.reduce((acc, page) => { if (!page) return acc; return [...acc, ...page.items]; }, []);',
    'let seen = new Set(); for (const row of rows) seen = new Set([...seen, row.id]);',
    'let out = []; for (let i = 0; i < rows.length; i += 1) { out = [...out, rows[i]]; }',
    'let settings = {}; while (queue.length > 0) { const next = queue.pop(); settings = { ...settings, ...next }; }',
    'const merged = entries.reduce((acc, [key, value]) => (value ? { ...acc, [key]: value } : acc), {} as Record<string, string>);',
    'let lines = []; text.split("\\n").forEach((line) => { lines = [...lines, line.trim()]; });',
    'const o = Object.entries(x).reduce((acc, [k, v]) => ({ [k]: v, ...acc }), {});',
  ],
  silent: [
    'const byId = users.reduce((all, user) => { all[user.id] = user; return all; }, {});',
    'const byId = users.reduce((all, user) => Object.assign(all, { [user.id]: user }), {});',
    'const next = (state, action) => ({ ...state, value: action.value });',
    'const all = actions.reduce(reducer, initial);',
    'const all = rows.reduce((acc, row) => acc.concat({ ...row }), []);',
    'const all = rows.reduce((acc, row) => { acc.push({ ...row }); return acc; }, []);',
    'let state = {}; function update(part) { state = { ...state, ...part }; }',
    'for (const row of rows) { let copy = {}; copy = { ...copy, ...row }; save(copy); }',
    'const all = [defaults, file, flags].reduce((acc, part) => ({ ...acc, ...part }), {});',
    'for (const row of rows) { state = { ...other, id: row.id }; }',
    'const calls = rows.reduce((acc, row) => { later(() => [...acc, row]); return acc; }, []);',
    'const best = rows.reduce((acc, row) => Math.max(...acc.values, row.value), start);',
    'for (const part of ["a", "b"]) options = { ...options, [part]: true };',
  ],
};
