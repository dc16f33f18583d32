import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RuleCosts } from '../../cost.ts';
import { rowServer } from '../../rowServer.fixture.ts';

const rowsOf = (n: number) => Array.from({ length: n }, (_, id) => ({ id, name: `name ${id}` }));

export const costs: RuleCosts = {
  transaction: {
    unit: 'rows',
    sizes: [5, 20, 200],
    async prepare(n) {
      const { DatabaseSync } = await import('node:sqlite');
      const folder = mkdtempSync(path.join(tmpdir(), 'laptime-inserts-'));
      const db = new DatabaseSync(path.join(folder, 'rows.db'));
      db.exec('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
      const insert = db.prepare('INSERT OR REPLACE INTO users VALUES (?, ?)');
      const count = db.prepare('SELECT count(*) AS count FROM users');
      const rows = rowsOf(n);
      return {
        before() {
          for (const { id, name } of rows) insert.run(id, name);
          return count.get()!['count'];
        },
        after() {
          db.exec('BEGIN');
          for (const { id, name } of rows) insert.run(id, name);
          db.exec('COMMIT');
          return count.get()!['count'];
        },
        end() {
          db.close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  },
  roundTrip: {
    unit: 'rows',
    sizes: [3, 20, 200],
    async prepare(n) {
      const server = await rowServer();
      const rows = rowsOf(n);
      return {
        async before() {
          let count = 0;
          for (const row of rows) count += await server.insert([row]);
          return count;
        },
        after: () => server.insert(rows),
        end: () => server.close(),
      };
    },
  },
};
