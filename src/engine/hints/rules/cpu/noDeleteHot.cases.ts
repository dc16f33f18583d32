import type { RuleCases } from '../../cases.fixture.ts';

export const cases: RuleCases = {
  hits: [
    'for (const order of orders) delete order.draft;',
    'export function strip(user: Partial<User>) { delete user.password; return user; }',
    'class Node { detach() { delete this.parent; } }',
    'rows.forEach((row) => { delete row.meta.cache; });',
    '// lib/a.js\nmodule.exports = function (task) {\n  delete task.force;\n  return task;\n};',
    'const clean = (state: any) => (delete state.error, state);',
    'function f(message) { if (delete message.id) send(message); }',
    'const drop = (items: Item[]) => items.map((item) => { delete item!.next; return item; });',
  ],
  silent: [
    'function f(options) { delete options.force; return options; }',
    'delete response.headers.cookie;',
    'for (const key of keys) delete table[key];',
    'delete process.env.DEBUG;',
    'delete require.cache.main;',
    'delete globalThis.fetch;',
    'delete window.app.state;',
    'delete options?.force;',
    'map.delete(key);',
    'order.draft = undefined;',
    'delete exports.old;',
    '// src/a.test.ts\ndelete order.draft;',
  ],
  fixed: [
    ['for (const a of b) delete a.c; // gone', 'for (const a of b) a.c = undefined; // gone'],
    ['delete a.b.c;', 'a.b.c = undefined;'],
    ['delete /* now */ a.b;', 'delete /* now */ a.b;'],
    ['const x = delete a.b;', 'const x = delete a.b;'],
  ],
};
