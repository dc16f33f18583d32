import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'function total(orders: Order[]) { return orders.filter((order) => order.isPaid).map((order) => order.price).reduce((sum, price) => sum + price, 0); }',
    'const names = Object.keys(all).filter((key) => key !== "id").map((key) => all[key]).filter(Boolean);',
    'export const words = (text: string) => text.split(" ").map((word) => word.trim()).filter((word) => word !== "").map((word) => word.toLowerCase());',
    'class Report { constructor(private rows: readonly Row[]) {} get top() { return this.rows.filter((row) => row.ok).map((row) => row.score).some((score) => score > 10); } }',
    'const ids = [...new Set(list)].filter((id) => id > 0).flatMap((id) => childrenOf(id)).map((child) => child.id);',
    'function f(rows: Row[]) { rows.map((row) => row.cells).filter((cells) => cells.length > 0).forEach((cells) => draw(cells)); }',
    '// lib/a.js\nmodule.exports = (text) => text.split("\\n").map(function (line) { return line.trim(); }).filter(Boolean).map(function (line, i) { return i + line; });',
    'const found = Array.from(map.values()).filter((a) => a.x).map((a) => a.y).find((y) => y.z);',
  ],
  silent: [
    'function f(rows: Row[]) { return rows.filter((row) => row.ok).map((row) => row.id); }',
    'function f(rows) { return rows.filter((row) => row.ok).map((row) => row.id).filter(Boolean); }',
    'const list = ["a", "b"].map((x) => x + 1).filter((x) => x).map((x) => x + 2);',
    'function f(rows: Row[]) { return rows.map((row, i, all) => all[i + 1]).filter((a) => a).map((a) => a.b); }',
    'function f(rows: Row[]) { return rows.map(parse).filter(isOk).map(toText); }',
    'async function f(rows: Row[]) { return Promise.all(rows.filter((a) => a.x).map((a) => a.y).map(async (a) => load(a))); }',
    'function f(rows: Row[]) { return rows.filter((a) => a.x).sort((a, b) => a.y - b.y).map((a) => a.z).join(); }',
    'function f(rows: Set<Row>) { return rows.values().filter((a) => a.x).map((a) => a.y).map((a) => a.z).toArray(); }',
    'function f(rows?: Row[]) { return rows?.filter((a) => a.x).map((a) => a.y); }',
    '// src/a.test.ts\nfunction f(rows: Row[]) { return rows.filter((a) => a.x).map((a) => a.y).map((a) => a.z); }',
  ],
};
