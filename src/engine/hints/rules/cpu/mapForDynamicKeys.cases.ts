import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'const open: Record<string, Job> = {}; export function begin(id: string, job: Job) { open[id] = job; } export function end(id: string) { delete open[id]; }',
    '// lib/a.js\nconst timers = {};\nexports.start = (key) => {\n  timers[key] = Date.now();\n};\nexports.stop = (key) => {\n  const start = timers[key];\n  delete timers[key];\n  return Date.now() - start;\n};',
    'class Pool { #waiting: { [id: number]: Request } = {}; add(id: number, request: Request) { this.#waiting[id] = request; } done(id: number) { const request = this.#waiting[id]; delete this.#waiting[id]; return request; } }',
    'class Pool { private calls: Record<string, Call> = {}; send(call: Call) { this.calls[call.id] = call; } answer(id: string) { if (!(id in this.calls)) return; this.calls[id].done(); delete this.calls[id]; } }',
    'const seen = Object.create(null); function mark(id) { seen[id] = (seen[id] ?? 0) + 1; } function forget(id) { if (seen[id] > 3) delete seen[id]; }',
    'export function graph() { const edges: Record<string, Edge> = {}; return { add(edge: Edge) { edges[edge.id] = edge; }, remove(edge: Edge) { delete edges[edge.id]; }, all: () => Object.values(edges) }; }',
    'const locks = {}; const lock = (name) => { locks[name] ??= 0; locks[name]++; }; const unlock = (name) => { if (--locks[name] === 0) { delete locks[name]; } };',
    'const byPort = {} as Record<number, Server>; export const listen = (port: number, server: Server) => { byPort[port] = server; }; export const close = (port: number) => { delete byPort[port]; for (const other in byPort) check(other); };',
  ],
  silent: [
    'const byId = {}; function add(row) { byId[row.id] = row; }',
    'const open = {}; function begin(id) { open[id] = 1; } function end(id) { delete open[id]; } export const state = () => JSON.stringify(open);',
    'const open = {}; function begin(id) { open[id] = 1; } function end(id) { delete open[id]; return open; }',
    'export const open = {}; function begin(id) { open.total = 1; open[id] = 1; } function end(id) { delete open[id]; }',
    'const open = {}; function begin(id) { open[id] = 1; } function end() { delete open["last"]; }',
    'function strip(row, keys) { for (const key of keys) delete row[key]; }',
    'class Pool { open = {}; begin(id) { this.open[id] = 1; } end(id) { delete this.open[id]; } }',
    'class Pool { private open = { first: 1 }; begin(id) { this.open[id] = 1; } end(id) { delete this.open[id]; } }',
    'let open = {}; function begin(id) { open[id] = 1; } function end(id) { delete open[id]; }',
    'function unique(rows) { const left = {}; for (const row of rows) left[row.id] = row; for (const row of old) delete left[row.id]; return Object.values(left); }',
    'const open = new Map(); function begin(id) { open.set(id, 1); } function end(id) { open.delete(id); }',
    'const cache = {}; function begin(id) { cache[id] = 1; save(cache); } function end(id) { delete cache[id]; }',
  ],
};
