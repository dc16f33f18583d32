import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const byId = new Map<string, User>(); export function nameOf(id: string) { if (byId.has(id)) return byId.get(id)!.name; return ""; }',
    'function count(counts: Map<string, number>, word: string) { counts.set(word, counts.has(word) ? counts.get(word)! + 1 : 1); }',
    'class Index { constructor(private readonly rows: Map<number, Row>) {} row(id: number) { if (this.rows.has(id)) return this.rows.get(id); throw new Error(`no row ${id}`); } }',
    'class Cache { #entries = new Map<string, Entry>(); get(key: string) { if (!this.#entries.has(key)) { return null; } else { return this.#entries.get(key); } } }',
    'const groups = new Map(); for (const row of rows) { if (groups.has(row.key)) { groups.get(row.key).push(row); } else groups.set(row.key, [row]); }',
    'function rest(stock: Map<string, number>, orders: Order[]) { for (const { sku, count } of orders) { if (stock.has(sku)) stock.set(sku, stock.get(sku)! - count); } }',
    'const valueOf = (values: ReadonlyMap<string, number>, name: string) => (!values.has(name) ? 0 : values.get(name));',
    '// lib/a.js\nconst known = new WeakMap();\nmodule.exports = (node) => { if (known.has(node)) { const it = known.get(node); it.count += 1; } };',
  ],
  silent: [
    'const byId = new Map<string, User>(); const f = (id: string) => byId.get(id)?.name;',
    'const byId = new Map<string, User>(); const f = (id: string) => (byId.has(id) ? 1 : 0);',
    'const byId = new Map<string, User>(); const f = (id: string) => { if (byId.has(id)) return byId.get(other); };',
    'const byId = new Map<string, User>(); const f = () => { if (byId.has(next())) return byId.get(next()); };',
    'const seen = new Set<string>(); for (const id of ids) { if (!seen.has(id)) { seen.add(id); out.push(id); } }',
    'const seen = new Set<string>(); for (const id of ids) { if (!seen.has(id)) seen.add(id); }',
    'const seen = new Set<string>(); for (const id of ids) { if (!seen.has(id)) seen.add(id); else again(id); }',
    'const seen = new Set<string>(); const f = (id) => { if (seen.has(id)) return; seen.add(id); };',
    'function f(store, id) { if (store.has(id)) return store.get(id); }',
    'const byId = new Map(); const f = (id) => { if (byId.has(id)) return () => byId.get(id); };',
    'const byId = new Map(); const f = (id) => { if (!byId.has(id)) byId.set(id, make(id)); return byId.get(id); };',
    'function f(a: FormData, id: string) { if (a.has(id)) return a.get(id); }',
    '// src/a.test.ts\nconst seen = new Set(); if (!seen.has(1)) seen.add(1);',
  ],
};
