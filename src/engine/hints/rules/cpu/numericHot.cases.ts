import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const price = Number((net * 1.19).toFixed(2));',
    'for (const { x, y } of points) total += Math.hypot(x, y);',
    'export const rounded = (value: number): number => parseFloat(value.toFixed(3));',
    'class Body { get speed() { return Math.hypot(this.vx, this.vy, this.vz); } }',
    'const means = rows.map((row) => Number.parseFloat((row.sum / row.count).toFixed(1)));',
    'function near(a, b) { return Math.hypot(a.x - b.x, a.y - b.y) < 10; }',
    '// lib/round.js\nmodule.exports = (n) => Number(n.toFixed());',
    'const Chart = ({ points }) => <path d={points.map(([x, y]) => `L${Number(x.toFixed(2))} ${y}`).join("")} />;',
  ],
  silent: [
    'const text = price.toFixed(2);',
    'const price = Number(text);',
    'const far = Math.sqrt(x * x + y * y);',
    'const far = Math.hypot(...parts);',
    'const far = Math.hypot(x);',
    'const far = Math.hypot(a, b, c, d);',
    'import { Number } from "effect"; const n = Number(x.toFixed(2));',
    'const Math = { hypot: (a, b) => a + b }; const far = Math.hypot(x, y);',
    'const n = Number(x.toFixed(2) + suffix);',
    'const n = Number(x?.toFixed(2));',
    'function f(price: Decimal[]) { return Number(price.toFixed(2)); }',
    '// src/a.test.ts\nconst far = Math.hypot(x, y);',
  ],
  fixed: [
    ['const a = Math.hypot(x, y) * 2;', 'const a = Math.sqrt(x * x + y * y) * 2;'],
    ['const a = Math.hypot(x, y, 3);', 'const a = Math.sqrt(x * x + y * y + 3 * 3);'],
    ['const a = Math.hypot(b.x, b.y);', 'const a = Math.hypot(b.x, b.y);'],
    ['const a = Math.hypot(x /* far */, y);', 'const a = Math.hypot(x /* far */, y);'],
  ],
};
