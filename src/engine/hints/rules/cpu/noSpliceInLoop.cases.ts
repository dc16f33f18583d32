import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'for (let i = jobs.length - 1; i >= 0; i -= 1) if (jobs[i].isDone) jobs.splice(i, 1);',
    'function clean(list: Item[]) { for (let i = 0; i < list.length; i++) { if (!list[i].alive) { list.splice(i, 1); i--; } } }',
    'for (let i = 0; i < this.#sockets.length; i += 1) { if (this.#sockets[i].closed) this.#sockets.splice(i--, 1); }',
    'export const dropEmpty = (lines: string[]) => { for (let at = lines.length; at--; ) { if (lines[at] === "") lines.splice(at, 1); } return lines; };',
    'class World { step() { for (let i = this.bodies.length - 1; i >= 0; i--) { const body = this.bodies[i]; if (body.isOut()) { this.bodies.splice(i, 1); this.free(body); } } } }',
    '// lib/unique.js\nmodule.exports = function (ids) {\n  for (var i = 1; i < ids.length; ) {\n    if (ids[i] === null) ids.splice(i, 1);\n    else i++;\n  }\n};',
    'for (let i = 0; i < timers.length; i += 1) { const timer = timers[i]!; switch (timer.state) { case "done": timers.splice(i, 1); i -= 1; break; default: timer.tick(); } }',
    'for (let i = rows.length - 1; i >= 0; i--) { try { check(rows[i]); } catch { rows.splice(i, 1); } }',
  ],
  silent: [
    'for (let i = 0; i < jobs.length; i += 1) { if (jobs[i].id === id) { jobs.splice(i, 1); break; } }',
    'function remove(jobs, id) { for (let i = 0; i < jobs.length; i++) if (jobs[i].id === id) return jobs.splice(i, 1); }',
    'function remove(jobs, id) { for (let i = 0; i < jobs.length; i++) { if (jobs[i].id === id) { jobs.splice(i, 1); return true; } } return false; }',
    'for (let i = 0; i < parts.length; i += 1) if (parts[i] === "") parts.splice(i, 2);',
    'for (let i = 0; i < parts.length; i += 1) if (parts[i] === "") parts.splice(i, 1, "x");',
    'for (let i = 0; i < count; i += 1) others.splice(i, 1);',
    'for (const id of ids) jobs.splice(jobs.indexOf(id), 1);',
    'for (let i = 0; i < list.length; i += 1) list.splice(0, 1);',
    'for (let i = 0; i < list.length; i += 1) handlers.push(() => list.splice(i, 1));',
    'while (list.length > 0) list.splice(0, 1);',
    'for (let i = 1; i < ids.length; ) { if (ids[i] === ids[i - 1]) ids.splice(i, 1); else i++; }',
    'for (let k = counts.length - 1; k > 0; k--) { if (counts[k] < 3) { counts[k - 1] += counts[k]; counts.splice(k, 1); } }',
    'for (let i = 0; i < node.items.length; i += 1) { const next = visit(node.items[i]); if (typeof next === "number") i = next - 1; else if (next === REMOVE) { node.items.splice(i, 1); i -= 1; } }',
    'for (let i = parts.length - 1; i >= 0; i--) { if (parts[i] === ".") parts.splice(i, 1); else if (parts[i] === "..") parts.splice(i, 2); }',
    'for (let i = list.length - 1; i >= 0; i--) { if (list[i].isDone) list.splice(i, 1); else if (list[i].more) list.push(list[i].more); }',
    'for (let i = 0; i < list.length; i += 1) list?.splice(i, 1);',
    'for (let i = 0; i < list.length; i += 1) if (list[i] === x) { list.splice(i, 1); found = true; break; }',
    '// src/a.test.ts\nfor (let i = jobs.length - 1; i >= 0; i -= 1) if (jobs[i].isDone) jobs.splice(i, 1);',
  ],
};
